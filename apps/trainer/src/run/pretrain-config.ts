import { z } from "zod";

const rate = z.number().min(0).max(1);

/** One stage of pretraining (paper, Appendix A). */
export interface PretrainStage {
  readonly name: string;
  /** Updates; `epochs` may be given instead. */
  readonly steps?: number | undefined;
  readonly epochs?: number | undefined;
  readonly learningRate: number;
  readonly warmupSteps: number;
  readonly schedule: "linear" | "constant";
  /** "entities": only what RoBERTa lacks is trained, as in the paper's first stage. */
  readonly trains: "all" | "entities";
}

/** The settings of `luke pretrain`, as its config file spells them. */
export interface PretrainConfig {
  /** Folders written by `luke examples build` and `luke tokenizer train`, the file of `luke vocab build`. */
  readonly examples: string;
  readonly tokenizer: string;
  readonly entityVocab: string;
  /** Run folder; the finished model is its subfolder `model`. */
  readonly out: string;
  /** Start from this folder, a RoBERTa's or a LUKE's, instead of from scratch; `model` is then read from there. */
  readonly from?: string | undefined;
  /** "words": masked words alone, without entities: the paper's control (§5.3, Table 10). */
  readonly objective: "words-and-entities" | "words";
  readonly seed: number;
  readonly model: {
    readonly numLayers: number;
    readonly hiddenSize: number;
    readonly numHeads: number;
    readonly intermediateSize: number;
    readonly entityEmbeddingSize: number;
    readonly dropout: number;
    readonly maxPositions: number;
    readonly entityHead: "published" | "paper";
    /** Four queries in pretraining too; the paper's models learn them when they are fine-tuned. */
    readonly entityAwareAttention: boolean;
    /** Standard deviation of the initial weights; a small model from scratch learns faster with more than 0.02. */
    readonly initializerRange: number;
    /** "sinusoids": both position tables start as the same waves, so that entities find their words from scratch. */
    readonly initialPositions: "random" | "sinusoids";
  };
  /** Examples per update. */
  readonly batchSize: number;
  /** Padded tokens per micro-batch; bounds memory and does not change the result. */
  readonly maxTokens: number;
  readonly stages: readonly PretrainStage[];
  readonly masking: {
    readonly wordProbability: number;
    readonly entityProbability: number;
    readonly wholeWords: boolean;
    readonly maskMentionWords: boolean;
  };
  readonly adamW: {
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
    readonly weightDecay: number;
    readonly biasCorrection: boolean;
    /** "paper": all but biases and normalizations. "original": as its code, also the scale of the word head's. */
    readonly decay: "paper" | "original";
  };
  /** Tell each masked entity from a sample of so many others: for huge vocabularies. All without it. */
  readonly sampledEntities?: number | undefined;
  readonly clipNorm?: number | undefined;
  readonly evaluateEvery?: number | undefined;
  readonly checkpointEvery?: number | undefined;
  /** Keep the model of the best evaluation too, as subfolder `best`. */
  readonly keepBest?: "loss" | "wordAccuracy" | "entityAccuracy" | undefined;
  /** How it is computed; the result is the same but for rounding. */
  readonly run: {
    /** Threads that mask and batch; 0 does it in the thread that computes. */
    readonly maskingWorkers: number;
    /** How gradients travel between processes. */
    readonly gradients: "float32" | "bfloat16";
    /** Compute each layer's activations again on the way back: less memory, about a third more time. */
    readonly recompute: boolean;
    /** Peak of one process in 10^12 operations a second, for the utilization; measured without it. */
    readonly peakTeraflops?: number | undefined;
  };
}

const stage = z.strictObject({
  name: z.string(),
  steps: z.int().positive().optional(),
  epochs: z.number().positive().optional(),
  learningRate: z.number().positive(),
  warmupSteps: z.int().min(0).default(0),
  schedule: z.enum(["linear", "constant"]).default("linear"),
  trains: z.enum(["all", "entities"]).default("all"),
});

/** Checks a {@link PretrainConfig} and fills in what it leaves out. */
export const pretrainConfig: z.ZodType<PretrainConfig> = z.strictObject({
  examples: z.string(),
  tokenizer: z.string(),
  entityVocab: z.string(),
  out: z.string(),
  from: z.string().optional(),
  objective: z.enum(["words-and-entities", "words"]).default("words-and-entities"),
  seed: z.int().default(1),
  model: z
    .strictObject({
      numLayers: z.int().positive().default(2),
      hiddenSize: z.int().positive().default(128),
      numHeads: z.int().positive().default(4),
      intermediateSize: z.int().positive().default(512),
      entityEmbeddingSize: z.int().positive().default(64),
      dropout: rate.default(0.1),
      maxPositions: z.int().positive().default(514),
      entityHead: z.enum(["published", "paper"]).default("published"),
      entityAwareAttention: z.boolean().default(false),
      initializerRange: z.number().positive().default(0.02),
      initialPositions: z.enum(["random", "sinusoids"]).default("random"),
    })
    .prefault({}),
  batchSize: z.int().positive().default(64),
  maxTokens: z.int().positive().default(4096),
  stages: z
    .array(stage)
    .min(1)
    .default([
      {
        name: "entities",
        steps: 50,
        learningRate: 5e-4,
        warmupSteps: 10,
        schedule: "linear",
        trains: "entities",
      },
      { name: "all", steps: 50, learningRate: 5e-4, warmupSteps: 10, schedule: "linear", trains: "all" },
    ]),
  masking: z
    .strictObject({
      wordProbability: rate.default(0.15),
      entityProbability: rate.default(0.15),
      wholeWords: z.boolean().default(true),
      maskMentionWords: z.boolean().default(false),
    })
    .prefault({}),
  adamW: z
    .strictObject({
      beta1: rate.default(0.9),
      beta2: rate.default(0.999),
      epsilon: z.number().positive().default(1e-6),
      weightDecay: z.number().min(0).default(0.01),
      biasCorrection: z.boolean().default(false),
      decay: z.enum(["paper", "original"]).default("paper"),
    })
    .prefault({}),
  sampledEntities: z.int().positive().optional(),
  clipNorm: z.number().positive().optional(),
  evaluateEvery: z.int().positive().optional(),
  checkpointEvery: z.int().positive().optional(),
  keepBest: z.enum(["loss", "wordAccuracy", "entityAccuracy"]).optional(),
  run: z
    .strictObject({
      maskingWorkers: z.int().min(0).default(1),
      gradients: z.enum(["float32", "bfloat16"]).default("float32"),
      recompute: z.boolean().default(false),
      peakTeraflops: z.number().positive().optional(),
    })
    .prefault({}),
});
