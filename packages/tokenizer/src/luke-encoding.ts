/** [start, end) in UTF-16 code units: `text.slice(start, end)` is the mention. */
export type Span = readonly [start: number, end: number];

/** All that is asked of an entity vocabulary. */
export interface EntityLookup {
  idOf(title: string): number | undefined;
}

/** Which tokens go when a sequence is too long: from the longer text, or from one of the two only. */
export type TruncationStrategy = "longest_first" | "only_first" | "only_second";

export interface LukeEncodeOptions {
  /** A second text; not with a task. */
  readonly textPair?: string;
  /** Titles, one for each span; without them each entity is [MASK]. An unknown title is [UNK]. */
  readonly entities?: readonly string[];
  readonly entitySpans?: readonly Span[];
  readonly entitiesPair?: readonly string[];
  readonly entitySpansPair?: readonly Span[];
  /** `<s> text </s>`, `<s> text </s></s> textPair </s>`; true. */
  readonly addSpecialTokens?: boolean;
  /** A space before each piece of text between spans; the tokenizer's own setting. */
  readonly addPrefixSpace?: boolean;
  /** "longest_first" where there is a maxLength, else none. */
  readonly truncation?: TruncationStrategy | false;
  /** Words kept, special tokens included. */
  readonly maxLength?: number;
  /** Entities kept when truncating; the tokenizer's own number. */
  readonly maxEntityLength?: number;
  /** How many of the words kept are repeated in front of those in `overflow`; 0. */
  readonly stride?: number;
}

/** A text, or two, as LUKE reads them: words, entities, and which words each entity stands for. */
export interface LukeEncoding {
  /** [words] */
  readonly wordIds: Int32Array;
  /** [words] Offsets of each word token in its own text, UTF-16 units; special tokens and markers are empty. */
  readonly wordStarts: Int32Array;
  readonly wordEnds: Int32Array;
  /** The index of the second text's first token. */
  readonly pairStart?: number;
  /** [entities] */
  readonly entityIds: Int32Array;
  /**
   * [entities] The word tokens of each mention as indices of `wordIds` (0 = `<s>`), at most maxMentionLength. Of a
   * reversed span, which only `compat: "hf"` takes, -1 as often as the reference has it.
   */
  readonly entityPositions: readonly Int32Array[];
  /** [entities] Which of the given spans each entity is, those of the second text counted on. */
  readonly entityIndices: Int32Array;
  /** [entities] First and last word token of each mention; for entity_span_classification only. */
  readonly entityStarts?: Int32Array;
  readonly entityEnds?: Int32Array;
  /** What was cut off, where it was cut off from one text (from two, the reference gives none). */
  readonly overflow: { readonly wordIds: readonly number[]; readonly entityIds: readonly number[] };
  /** Numbers of words and entities before anything was cut off, special tokens included. */
  readonly fullLength: { readonly words: number; readonly entities: number };
  /** What did not go as asked: entities lost to truncation, a text too short to be cut. */
  readonly warnings: readonly string[];
}
