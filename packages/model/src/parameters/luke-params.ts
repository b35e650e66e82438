import type * as attention from "@lukejs/attention";
import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";

// The parameters of a LUKE. The path of a leaf is its name: "layers.0.attention.key.weight".
// checkpoint/names.ts translates the names to those of other implementations; parameter-specs.ts lists all shapes.
// These are type aliases, not interfaces, so that each is a ParameterTree of @lukejs/kernels.

/** A dense layer: `weight` [out, in] as checkpoints store it, `bias` [out]. */
export type LinearParams = Pick<attention.LinearParams, keyof attention.LinearParams>;

/** Queries by the kinds of the two tokens (§3.4), keys and values. */
export type AttentionParams = { readonly [Name in keyof attention.AttentionParams]: LinearParams };

export type NormParams = {
  /** [hidden] */
  readonly scale: Tensor1D;
  /** [hidden] */
  readonly shift: Tensor1D;
};

export type WordEmbeddingsParams = {
  /** [vocab, hidden] */
  readonly word: Tensor2D;
  /** [maxPositions, hidden], rows counted from `padWordId + 1` */
  readonly position: Tensor2D;
  /** [segments, hidden] */
  readonly segment: Tensor2D;
  readonly norm: NormParams;
};

export type EntityEmbeddingsParams = {
  /** [entityVocab, entityEmbedding] */
  readonly entity: Tensor2D;
  /** entityEmbedding → hidden without bias; absent when the two sizes are equal */
  readonly dense?: { readonly weight: Tensor2D };
  /** [maxPositions, hidden], rows counted from 0 (`<s>`) */
  readonly position: Tensor2D;
  /** [segments, hidden] */
  readonly segment: Tensor2D;
  readonly norm: NormParams;
};

/** A linear layer whose result is added to the residual and normalized. */
export type ResidualParams = {
  readonly dense: { readonly weight: Tensor2D; readonly bias: Tensor1D };
  readonly norm: NormParams;
};

export type LayerParams = {
  readonly attention: AttentionParams;
  readonly attentionOutput: ResidualParams;
  /** hidden → intermediate */
  readonly intermediate: { readonly weight: Tensor2D; readonly bias: Tensor1D };
  /** intermediate → hidden */
  readonly output: ResidualParams;
};

export type LukeParams = {
  readonly embeddings: WordEmbeddingsParams;
  readonly entityEmbeddings: EntityEmbeddingsParams;
  readonly layers: readonly LayerParams[];
  /** Absent in token classification and question answering. */
  readonly pooler?: { readonly weight: Tensor2D; readonly bias: Tensor1D };
};
