/** `text.slice(start, end)`; UTF-16 code units. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * The words of a text as news corpora cut them: punctuation by itself, `'s` by itself, numbers, hyphenated words and
 * dotted abbreviations whole. Scripts without spaces are cut by the engine's dictionary (Intl.Segmenter).
 */
export function splitWords(text: string, offset = 0): TextSpan[] {
  const words: TextSpan[] = [];
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    const start = offset + index;
    if (unspaced.test(word)) words.push(...splitUnspaced(word, start));
    else words.push({ start, end: start + word.length });
  }
  return words;
}

const letter = "[\\p{L}\\p{M}\\p{N}_]";
const wordPattern = new RegExp(
  [
    "(?:\\p{L}\\.){2,}", // U.S.
    `['’][sS](?!${letter})`, // 's
    // state-of-the-art, 3.50, AT&T, O'Brien
    `${letter}+(?:(?:[-‐‑&/@]|[.,:](?=\\p{N})|['’](?![sS](?!${letter}))(?=\\p{L}))${letter}+)*`,
    "[^\\s]\\p{M}*",
  ].join("|"),
  "gu",
);
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

let segmenter: Intl.Segmenter | undefined;

function splitUnspaced(text: string, offset: number): TextSpan[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "word" });
  return [...segmenter.segment(text)].map(({ segment, index }) => ({
    start: offset + index,
    end: offset + index + segment.length,
  }));
}
