/**
 * Where `'''` has to give up an apostrophe: in "l'''amour''" MediaWiki reads `l'` and `''`, because both the bold and
 * the italic marks of the line are odd in number. It takes the first `'''` after a word of one letter, else the first
 * after a longer word, else the first after a space.
 *
 * @returns the position of that run, or -1
 */
export function apostropheRun(text: string, from: number, to: number): number {
  let bold = 0;
  let italic = 0;
  let afterLetter = -1;
  let afterWord = -1;
  let afterSpace = -1;
  for (let i = text.indexOf("''", from); i >= 0 && i < to; i = text.indexOf("''", i)) {
    let end = i + 2;
    while (text.charCodeAt(end) === 39) end++;
    const run = end - i;
    if (run === 2 || run >= 5) italic++;
    if (run >= 3) bold++;
    if (run === 3 || run === 4) {
      const mark = end - 3;
      const before = mark > from ? text[mark - 1] : " ";
      if (before === " ") {
        if (afterSpace < 0) afterSpace = mark;
      } else if (mark - 2 < from || text[mark - 2] === " ") {
        if (afterLetter < 0) afterLetter = mark;
      } else if (afterWord < 0) afterWord = mark;
    }
    i = end;
  }
  if (bold % 2 === 0 || italic % 2 === 0) return -1;
  return afterLetter >= 0 ? afterLetter : afterWord >= 0 ? afterWord : afterSpace;
}
