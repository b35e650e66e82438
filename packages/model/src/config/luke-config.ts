/** Names as the reference configuration spells them; every one but `gelu`, `relu` and `tanh` is the tanh form of GELU. */
export type ActivationName = "gelu" | "gelu_new" | "gelu_fast" | "gelu_pytorch_tanh" | "relu" | "tanh";

/** Sizes and switches of a LUKE (paper §3, appendix A). Inside the packages every field is required. */
export interface LukeConfig {
  /** Rows of the word table. */
  readonly vocabSize: number;
  /** Rows of the entity table. */
  readonly entityVocabSize: number;
  readonly hiddenSize: number;
  /** Width of the entity table; a dense layer without bias follows when it is not `hiddenSize` (§3.1). */
  readonly entityEmbeddingSize: number;
  readonly numLayers: number;
  readonly numHeads: number;
  readonly intermediateSize: number;
  /** Of the feed-forward layers and the masked-entity head; the masked-word head always uses exact GELU. */
  readonly activation: ActivationName;
  readonly hiddenDropout: number;
  readonly attentionDropout: number;
  /** Dropout before sequence, token and multiple-choice classifiers; null: `hiddenDropout`. */
  readonly classifierDropout: number | null;
  /** Rows of both position tables; RoBERTa positions start at `padWordId + 1`, so `maxPositions - 2` words fit. */
  readonly maxPositions: number;
  /** Rows of both segment (token type) tables. */
  readonly segmentVocabSize: number;
  readonly layerNormEpsilon: number;
  readonly initializerRange: number;
  /** Four queries by the kinds of the two tokens (§3.4), or one. */
  readonly useEntityAwareAttention: boolean;
  /** Whether the masked-word decoder is the word table. The masked-entity decoder always is the entity table. */
  readonly tieWordEmbeddings: boolean;
  /** `published`: one projection to the entity width, as every released checkpoint; `paper`: §3.3 with its extra matrix T. */
  readonly entityHead: "published" | "paper";
  readonly padWordId: number;
  readonly bosWordId: number;
  readonly eosWordId: number;
}

/** LUKE-base: RoBERTa-base with 500 K entities of width 256. */
export const lukeBase: LukeConfig = {
  vocabSize: 50267,
  entityVocabSize: 500000,
  hiddenSize: 768,
  entityEmbeddingSize: 256,
  numLayers: 12,
  numHeads: 12,
  intermediateSize: 3072,
  activation: "gelu",
  hiddenDropout: 0.1,
  attentionDropout: 0.1,
  classifierDropout: null,
  maxPositions: 514,
  segmentVocabSize: 1,
  layerNormEpsilon: 1e-5,
  initializerRange: 0.02,
  useEntityAwareAttention: true,
  tieWordEmbeddings: true,
  entityHead: "published",
  padWordId: 1,
  bosWordId: 0,
  eosWordId: 2,
};

/** LUKE-large: RoBERTa-large with 500 K entities of width 256 (the paper's model). */
export const lukeLarge: LukeConfig = {
  ...lukeBase,
  hiddenSize: 1024,
  numLayers: 24,
  numHeads: 16,
  intermediateSize: 4096,
};

/**
 * mLUKE-base (Ri et al., 2022): XLM-R-base with two markers and 1.2 M entities of 24 languages, and attention as
 * RoBERTa's unless it is asked for. A published folder's config.json says the exact sizes of its tables.
 */
export const mlukeBase: LukeConfig = {
  ...lukeBase,
  vocabSize: 250004,
  entityVocabSize: 1200000,
  useEntityAwareAttention: false,
};

/** mLUKE-large: XLM-R-large with the same tables. */
export const mlukeLarge: LukeConfig = {
  ...lukeLarge,
  vocabSize: mlukeBase.vocabSize,
  entityVocabSize: mlukeBase.entityVocabSize,
  useEntityAwareAttention: false,
};

/** A LUKE for tests: every part present, seconds to train. */
export const lukeTiny: LukeConfig = {
  ...lukeBase,
  vocabSize: 200,
  entityVocabSize: 50,
  hiddenSize: 32,
  entityEmbeddingSize: 16,
  numLayers: 2,
  numHeads: 4,
  intermediateSize: 64,
  maxPositions: 64,
};
