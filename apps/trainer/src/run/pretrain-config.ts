import { z } from "zod";

const rate = z.number().min(0).max(1);

/** One stage of pretraining (paper, Appendix A). */
export interface PretrainStage {
  /** Shown in the progress and the metrics. */
  readonly name: string;
  /** Updates; `epochs` may be given instead. */
  readonly steps?: number | undefined;
  /** Times that the examples are seen, instead of `steps`: 1. */
  readonly epochs?: number | undefined;
  /** The largest learning rate of the stage. */
  readonly learningRate: number;
  /** Updates over which the learning rate rises from zero. */
  readonly warmupSteps: number;
  /** After the warm-up: falling linearly to zero, or constant. */
  readonly schedule: "linear" | "constant";
  /** "entities": only what RoBERTa lacks is trained, as in the paper's first stage. */
  readonly trains: "all" | "entities";
}

/** The settings of `luke pretrain`, as its config file spells them. */
export interface PretrainConfig {
  /** A folder of `luke examples build`. */
  readonly examples: string;
  /** A folder of `luke tokenizer train`. */
  readonly tokenizer: string;
  /** The file of `luke vocab build`. */
  readonly entityVocab: string;
  /** Run folder; the finished model is its subfolder `model`. */
  readonly out: string;
  /** Start from this folder, a RoBERTa's or a LUKE's, instead of from scratch; `model` is then read from there. */
  readonly from?: string | undefined;
  /** "words": masked words alone, without entities: the paper's control (§5.3, Table 10). */
  readonly objective: "words-and-entities" | "words";
  /** Of the initial weights, the order of the examples, the masks and dropout. */
  readonly seed: number;
  /** Sizes of a model from scratch. */
  readonly model: {
    /** Layers of the encoder. */
    readonly numLayers: number;
    /** Width of a token's state. */
    readonly hiddenSize: number;
    /** Heads of attention; divides the hidden size. */
    readonly numHeads: number;
    /** Width inside the feed-forward layers. */
    readonly intermediateSize: number;
    /** Width of the entity table; projected to the hidden size. */
    readonly entityEmbeddingSize: number;
    /** Rate on states and on attention probabilities. */
    readonly dropout: number;
    /** Rows of the position tables: the longest text and two more. */
    readonly maxPositions: number;
    /** How masked entities are predicted: one projection, as every checkpoint has, or W_h and T as the paper writes (§3.3). */
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
  /** One after the other; the paper trains first what RoBERTa lacks, then everything (Appendix A). */
  readonly stages: readonly PretrainStage[];
  /** What is predicted (paper, §3.3). */
  readonly masking: {
    /** Share of the words that is predicted. */
    readonly wordProbability: number;
    /** Share of the entities that is masked; at least one an example. */
    readonly entityProbability: number;
    /** Mask all tokens of a word together. */
    readonly wholeWords: boolean;
    /** Mask the words of a masked entity too. */
    readonly maskMentionWords: boolean;
  };
  /** The optimizer. */
  readonly adamW: {
    /** Decay of the mean of the gradients. */
    readonly beta1: number;
    /** Decay of the mean of their squares. */
    readonly beta2: number;
    /** Added to the root of the second moment. */
    readonly epsilon: number;
    /** Decoupled from the gradient, multiplied by the learning rate. */
    readonly weightDecay: number;
    /** Divide the moments by what they lack at the start; the published code does not. */
    readonly biasCorrection: boolean;
    /** "paper": all but biases and normalizations. "original": as its code, also the scale of the word head's. */
    readonly decay: "paper" | "original";
  };
  /** Tell each masked entity from a sample of so many others: for huge vocabularies. All without it. */
  readonly sampledEntities?: number | undefined;
  /** With sampled entities: "rows" trains in each update the rows of the entity table that it reads or samples alone. */
  readonly entityTable?: "whole" | "rows" | undefined;
  /** Largest norm of an update's gradients; none is clipped without it. */
  readonly clipNorm?: number | undefined;
  /** Updates between evaluations on the held-out examples; one at the end without it. */
  readonly evaluateEvery?: number | undefined;
  /** Updates between checkpoints to resume from; one at the end, or when it is interrupted, without it. */
  readonly checkpointEvery?: number | undefined;
  /** Keep the model of the best evaluation too, as subfolder `best`. */
  readonly keepBest?: "loss" | "wordAccuracy" | "entityAccuracy" | undefined;
  /** How it is computed; the result is the same but for rounding. */
  readonly run: {
    /** Where the training examples are: in memory, or on disk, each process reading its own; "auto": on disk for several. */
    readonly examples: "auto" | "memory" | "disk";
    /** Threads that mask and batch; 0 does it in the thread that computes. */
    readonly maskingWorkers: number;
    /** How gradients travel between processes. */
    readonly gradients: "float32" | "bfloat16";
    /** Whether they travel while the backward pass goes on; without it they do between machines, not within one. */
    readonly overlap?: boolean | undefined;
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

const settings = z.strictObject({
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
  entityTable: z.enum(["whole", "rows"]).optional(),
  clipNorm: z.number().positive().optional(),
  evaluateEvery: z.int().positive().optional(),
  checkpointEvery: z.int().positive().optional(),
  keepBest: z.enum(["loss", "wordAccuracy", "entityAccuracy"]).optional(),
  run: z
    .strictObject({
      examples: z.enum(["auto", "memory", "disk"]).default("auto"),
      maskingWorkers: z.int().min(0).default(1),
      gradients: z.enum(["float32", "bfloat16"]).default("float32"),
      overlap: z.boolean().optional(),
      recompute: z.boolean().default(false),
      peakTeraflops: z.number().positive().optional(),
    })
    .prefault({}),
});

/** Checks a {@link PretrainConfig} and fills in what it leaves out. */
export const pretrainConfig: z.ZodType<PretrainConfig> = settings.refine(
  ({ entityTable, sampledEntities }) => entityTable !== "rows" || sampledEntities !== undefined,
  { path: ["entityTable"], message: '"rows" needs sampledEntities' },
);
