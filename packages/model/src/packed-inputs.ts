import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";

/**
 * Texts one after another, without padding: the words of the first, the words of the second, …, and in the same way the
 * entities. `wordStarts` and `entityStarts` say where each text begins, with the end of the last one as a further entry.
 */
export interface PackedInputs {
  /** int32 [words] */
  readonly wordIds: Tensor1D;
  /** [texts + 1] */
  readonly wordStarts: Int32Array;
  /** int32 [words]; all 0 if absent */
  readonly wordSegmentIds?: Tensor1D;
  /** int32 [words]; counted from the first word of each text if absent */
  readonly wordPositionIds?: Tensor1D;
  /** int32 [entities]; words only if absent */
  readonly entityIds?: Tensor1D;
  /** [texts + 1]; required with `entityIds` */
  readonly entityStarts?: Int32Array;
  /** int32 [entities, mention]: the words of each mention counted inside its text, 0 = `<s>`, -1 = none */
  readonly entityPositionIds?: Tensor2D;
  /** int32 [entities] */
  readonly entitySegmentIds?: Tensor1D;
}

/** Packed words and packed entities, by row in ascending order. */
export interface PackedPositions {
  readonly words: Int32Array;
  readonly entities: Int32Array;
}

export interface PackedOutputs {
  /** [words, hidden], or the words of `lastLayerPositions` */
  readonly words: Tensor2D;
  /** [entities, hidden], or the entities of `lastLayerPositions`; 0 rows without entities */
  readonly entities: Tensor2D;
  /** tanh of the pooler over each text's first word, [texts, hidden]; absent without a pooler or with `lastLayerPositions` */
  readonly pooled?: Tensor2D;
}
