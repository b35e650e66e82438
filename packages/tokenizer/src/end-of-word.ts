import {
  characterClass,
  codePointWithin,
  endOfRun,
  LETTER,
  NUMBER,
  OTHER,
  WHITE_SPACE,
} from "./character-class.ts";

const SPACE = 0x20;
const APOSTROPHE = 0x27;

/**
 * The end of the word that starts at `start` in `text.slice(start, end)`: GPT-2's pre-tokenisation, by hand.
 *
 * The words are those of the published pattern: a contraction ('s 't 're 've 'm 'll 'd); a run of letters, of
 * numbers or of other characters, with one space before it; a run of white space, which leaves its last
 * character to what follows; or one character of white space.
 */
export function endOfWord(text: string, start: number, end: number): number {
  const unit = text.charCodeAt(start);
  if (unit === APOSTROPHE) {
    const contraction = contractionLength(text, start, end);
    return contraction > 0 ? start + contraction : endOfRun(text, start + 1, end, OTHER);
  }
  const first = classAt(text, start, end);
  if (first !== WHITE_SPACE) return endOfRun(text, start, end, first);

  if (unit === SPACE && start + 1 < end) {
    const next = classAt(text, start + 1, end);
    if (next === LETTER || next === NUMBER || next === OTHER) return endOfRun(text, start + 1, end, next);
  }
  const runEnd = endOfRun(text, start + 1, end, WHITE_SPACE); // white space is never outside the BMP
  return runEnd === end || runEnd === start + 1 ? runEnd : runEnd - 1;
}

function classAt(text: string, at: number, end: number): number {
  const unit = text.charCodeAt(at);
  return characterClass((unit & 0xfc00) === 0xd800 ? codePointWithin(text, at, end) : unit);
}

function contractionLength(text: string, start: number, end: number): number {
  if (start + 1 >= end) return 0;
  switch (text.charCodeAt(start + 1)) {
    case 0x73: // 's
    case 0x74: // 't
    case 0x6d: // 'm
    case 0x64: // 'd
      return 2;
    case 0x72: // 're
    case 0x76: // 've
      return start + 2 < end && text.charCodeAt(start + 2) === 0x65 ? 3 : 0;
    case 0x6c: // 'll
      return start + 2 < end && text.charCodeAt(start + 2) === 0x6c ? 3 : 0;
    default:
      return 0;
  }
}
