/**
 * The tokens of a text: token i is `ids[i]` and stands for `text.slice(starts[i], ends[i])`, UTF-16 code units.
 *
 * The space that a token carries in front is not counted. A token that is part of a character covers all of
 * it. Special tokens that the encoding adds are empty: `<s>` at 0, `</s>` at the end of the text.
 */
export interface Encoding {
  readonly ids: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Two texts in one sequence; the offsets of each token are those in its own text. */
export interface PairEncoding extends Encoding {
  /** The index of the second text's first token (before it stands `</s></s>`). */
  readonly pairStart: number;
}
