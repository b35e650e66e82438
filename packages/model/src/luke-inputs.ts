import type { Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";

/** A batch as the encoder takes it. Word ids (or embeddings) are required, the rest has defaults. */
export interface LukeInputs {
  /** int32 [batch, words] */
  readonly wordIds?: Tensor2D;
  /** Instead of `wordIds`: [batch, words, hidden], before positions and segments are added */
  readonly inputEmbeddings?: Tensor3D;
  /** [batch, words], 1 = real; all real if absent */
  readonly wordMask?: Tensor2D;
  /** int32 [batch, words]; all 0 if absent */
  readonly wordSegmentIds?: Tensor2D;
  /** int32 [batch, words]; counted over the ids that are not padding if absent */
  readonly wordPositionIds?: Tensor2D;
  /** int32 [batch, entities]; words only if absent */
  readonly entityIds?: Tensor2D;
  /** int32 [batch, entities, mention]: the words of each mention, 0 = `<s>`, -1 = none */
  readonly entityPositionIds?: Tensor3D;
  /** [batch, entities], 1 = real */
  readonly entityMask?: Tensor2D;
  /** int32 [batch, entities] */
  readonly entitySegmentIds?: Tensor2D;
}

/** Words and entities at one height of the encoder. */
export interface TokenStates {
  /** [batch, words, hidden] */
  readonly words: Tensor3D;
  /** [batch, entities, hidden]; absent without entities */
  readonly entities?: Tensor3D;
}

export interface LukeOutputs extends TokenStates {
  /** tanh of the pooler over `<s>`, [batch, hidden]; absent without a pooler */
  readonly pooled?: Tensor2D;
  /** The embeddings, then the states after each layer. */
  readonly hiddenStates?: readonly TokenStates[];
  /** Of each layer: [batch, heads, tokens, tokens], after dropout */
  readonly attentions?: readonly Tensor[];
}
