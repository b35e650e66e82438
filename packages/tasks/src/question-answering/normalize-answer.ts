/**
 * The form in which SQuAD and ReCoRD compare answers: lower case, no ASCII punctuation, no articles, single
 * spaces, in this order ("the-cat" is "thecat"). Word borders and white space are those of Python's Unicode
 * tables, which differ from JavaScript's.
 */
export function normalizeAnswer(text: string): string {
  return text
    .toLowerCase()
    .replace(/[!-/:-@[-`{-~]/g, "")
    .replace(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu, " ")
    .split(whiteSpace)
    .filter((word) => word !== "")
    .join(" ");
}

// Python's str.split(): U+001C–U+001F and U+0085 are white space there, U+FEFF is not.
const whiteSpace = /[\t-\r\u001c-\u001f \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
