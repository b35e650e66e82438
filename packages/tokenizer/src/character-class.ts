/**
 * The four classes of characters that pre-tokenisation tells apart, by a table filled as characters are met.
 *
 * White space is Unicode's White_Space, as the reference tokenizers have it. JavaScript's `\s` differs: it
 * lacks U+0085 and adds U+FEFF.
 */
export const LETTER = 1;
export const NUMBER = 2;
export const WHITE_SPACE = 3;
export const OTHER = 4;

const classes = new Uint8Array(0x110000);

/** The class of a code point; lone surrogates are OTHER, like the U+FFFD they are encoded as. */
export function characterClass(codePoint: number): number {
  const known = classes[codePoint]!;
  return known !== 0 ? known : classify(codePoint);
}

/** The index after the run of characters of class `wanted` that starts at `start`, at most `end`. */
export function endOfRun(text: string, start: number, end: number, wanted: number): number {
  let at = start;
  while (at < end) {
    const unit = text.charCodeAt(at);
    if ((unit & 0xf800) !== 0xd800) {
      if (characterClass(unit) !== wanted) return at;
      at += 1;
      continue;
    }
    const codePoint = codePointWithin(text, at, end);
    if (characterClass(codePoint) !== wanted) return at;
    at += codePoint > 0xffff ? 2 : 1;
  }
  return at;
}

/** The code point at `at` of a text that stops at `end`: a pair cut in two is a lone surrogate. */
export function codePointWithin(text: string, at: number, end: number): number {
  const high = text.charCodeAt(at);
  if ((high & 0xfc00) !== 0xd800 || at + 1 >= end) return high;
  const low = text.charCodeAt(at + 1);
  return (low & 0xfc00) === 0xdc00 ? 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff) : high;
}

function classify(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  const found = /\p{L}/u.test(character)
    ? LETTER
    : /\p{N}/u.test(character)
      ? NUMBER
      : /\p{White_Space}/u.test(character)
        ? WHITE_SPACE
        : OTHER;
  classes[codePoint] = found;
  return found;
}
