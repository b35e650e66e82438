/**
 * One example as LUKE reads it (paper §3.1): word tokens and entity tokens, in typed arrays.
 * Features hold no tensors, so that tokenizing, masking and batching run anywhere.
 */
export interface LukeFeatures {
  /** `[words]`, with `<s>` first and `</s>` last. */
  readonly wordIds: Int32Array;
  /** `[entities]`, rows of the entity vocabulary. May be empty. */
  readonly entityIds: Int32Array;
  /** Per entity the indices into `wordIds` that its mention covers; `<s>` is 0. */
  readonly entityPositions: readonly Int32Array[];
  /** `[entities]`, index of the first word token of each entity; read by span classification. */
  readonly entityStarts?: Int32Array;
  /** `[entities]`, index of the last word token of each entity (inclusive); read by span classification. */
  readonly entityEnds?: Int32Array;
}

/** What is looked at of features where only their lengths count. */
export interface FeatureLengths {
  readonly wordIds: { readonly length: number };
  readonly entityIds: { readonly length: number };
}

/** Number of tokens that the transformer sees for these features: words and entities. */
export function tokenCount(features: FeatureLengths): number {
  return features.wordIds.length + features.entityIds.length;
}
