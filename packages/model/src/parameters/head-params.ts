import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { LinearParams, NormParams } from "./luke-params.ts";

/** Masked words: dense → GELU → norm → decoder (the word table) + bias. */
export type MaskedWordsParams = {
  /** hidden → hidden */
  readonly dense: LinearParams;
  readonly norm: NormParams;
  /** [vocab, hidden]; absent when tied to the word table */
  readonly decoder?: Tensor2D;
  /** [vocab] */
  readonly bias: Tensor1D;
};

/** Masked entities: dense → activation → norm (→ projection) → decoder (the entity table) + bias. */
export type MaskedEntitiesParams = {
  /** hidden → entityEmbedding; hidden → hidden in the form of the paper */
  readonly dense: LinearParams;
  readonly norm: NormParams;
  /** T of §3.3, hidden → entityEmbedding without bias; absent in every published checkpoint */
  readonly projection?: { readonly weight: Tensor2D };
  /** [entityVocab] */
  readonly bias: Tensor1D;
};

/** The heads of a model, each absent unless the architecture has it. */
export type HeadParams = {
  readonly maskedWords?: MaskedWordsParams;
  readonly maskedEntities?: MaskedEntitiesParams;
  /** Every classifier: [labels, in]; the entity pair's has no bias */
  readonly classifier?: LinearParams;
  /** hidden → start and end */
  readonly questionAnswering?: LinearParams;
  /** 2 · hidden → 1 */
  readonly clozeScorer?: LinearParams;
};
