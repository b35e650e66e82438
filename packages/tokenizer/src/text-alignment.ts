import type { Encoding } from "./encoding.ts";
import type { Span } from "./luke-encoding.ts";

/**
 * Which tokens and words stand where in a text. Offsets are UTF-16 units; tokens are indices of the encoding, words
 * are counted from 0; ranges are [first, end).
 *
 * Words are what the merges work within: runs of letters, of numbers or of other characters, contractions and added
 * tokens, without the white space around them. Special tokens that the encoding added stand nowhere.
 */
export class TextAlignment {
  readonly #encoding: Encoding;
  readonly #firstToken: number;
  readonly #endToken: number;
  readonly #words: Encoding;

  /**
   * @param words starts and ends of the words of the text
   * @param firstToken where the text's tokens start in the encoding
   * @internal RobertaTokenizer.align makes one.
   */
  constructor(encoding: Encoding, firstToken: number, endToken: number, words: Encoding) {
    this.#encoding = encoding;
    this.#firstToken = firstToken;
    this.#endToken = endToken;
    this.#words = words;
  }

  get numWords(): number {
    return this.#words.ids.length;
  }

  /** The token that covers the character at `offset`, the first of several; undefined between tokens. */
  tokenAt(offset: number): number | undefined {
    return coverAt(this.#encoding, this.#firstToken, this.#endToken, offset);
  }

  /** The tokens that cover any of the text from `start` to `end`. */
  tokensOf(start: number, end: number): [first: number, end: number] {
    return overlap(this.#encoding, this.#firstToken, this.#endToken, start, end);
  }

  wordAt(offset: number): number | undefined {
    return coverAt(this.#words, 0, this.numWords, offset);
  }

  /** The words that stand, whole or in part, from `start` to `end`. */
  wordsOf(start: number, end: number): [first: number, end: number] {
    return overlap(this.#words, 0, this.numWords, start, end);
  }

  /** @throws RangeError there is no such word */
  spanOfWord(word: number): Span {
    if (!(word >= 0 && word < this.numWords)) {
      throw new RangeError(`There is no word ${word}: the text has ${this.numWords}`);
    }
    return [this.#words.starts[word]!, this.#words.ends[word]!];
  }

  /** The tokens of a word; none where truncation has cut it off. */
  tokensOfWord(word: number): [first: number, end: number] {
    return this.tokensOf(...this.spanOfWord(word));
  }
}

function coverAt(items: Encoding, from: number, to: number, offset: number): number | undefined {
  const at = firstAbove(items.ends, from, to, offset);
  return at < to && items.starts[at]! <= offset ? at : undefined;
}

function overlap(items: Encoding, from: number, to: number, start: number, end: number): [number, number] {
  const first = firstAbove(items.ends, from, to, start);
  return [first, Math.max(first, firstAbove(items.starts, from, to, end - 1))];
}

/** The first index in [from, to) whose value, of values that never fall, is above `bound`; `to` if there is none. */
function firstAbove(values: Int32Array, from: number, to: number, bound: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}
