/** UTF-16 code units on either side. */
const most = 80;

/** What stands before and after a stretch of a text, in whole words, with an ellipsis where the text goes on. */
export function surroundings(text: string, start: number, end: number): { before: string; after: string } {
  const before = text.slice(Math.max(0, start - most), start);
  const after = text.slice(end, end + most);
  return {
    before: start <= most ? before : `…${before.replace(/^\S*/, "")}`,
    after: end + most >= text.length ? after : `${after.replace(/\S*$/, "")}…`,
  };
}
