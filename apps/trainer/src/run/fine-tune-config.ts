import { type TaskPreset, taskPresets } from "@lukejs/tasks";
import { z } from "zod";

/** The settings of `luke finetune`, as its config file spells them. */
export interface FineTuneConfig {
  /** The checkpoint folder to start from, with its tokenizer files. */
  readonly model: string;
  /** The dataset to train on, in the task's original format or JSONL. */
  readonly train: string;
  /** The dataset that chooses among the weights. */
  readonly dev: string;
  /** The dataset that is scored once, at the end; the dev set without it. */
  readonly test?: string | undefined;
  /** Run folder; the finished model is its subfolder `model`. */
  readonly out: string;
  /** Of the new head, the order of the examples and dropout. */
  readonly seed: number;
  /** Times that the training data is seen. */
  readonly epochs: number;
  /** Examples per update. */
  readonly batchSize: number;
  /** The largest learning rate; it falls linearly to zero after the warm-up. */
  readonly learningRate: number;
  /** Share of the updates in which the learning rate rises (paper, Table 12: 0.06). */
  readonly warmup: number;
  /** Decoupled from the gradient, multiplied by the learning rate. */
  readonly weightDecay: number;
  /** Padded tokens per micro-batch; bounds memory and does not change the result. */
  readonly maxTokens: number;
  /** How inputs are built where the paper, its code and transformers differ: "published", the code of the paper's numbers. */
  readonly preset: TaskPreset;
  /** Words that an input may have; the model's own limit without it. */
  readonly maxWords?: number | undefined;
  /**
   * Whether the model reads entity tokens. Without them it is a RoBERTa over the same words, with a head on the words:
   * the comparison of the paper's Table 6, and the RoBERTa rows of Tables 1 to 5.
   */
  readonly entityInputs: boolean;
  /** Four queries by the kinds of the two tokens (paper §3.2), or one (Table 7). */
  readonly entityAwareAttention: boolean;
  /** Beginnings of the names of parameters that stay as they are, e.g. "embeddings." for the word embeddings. */
  readonly freeze: readonly string[];
  /**
   * A table of the whole entity vocabulary (question answering): frozen as in the paper, or trained in the rows that an
   * update reads, whose cost does not grow with the table. Tasks with a small table of their own train it.
   */
  readonly entityTable: "frozen" | "rows";
  /** Keep no activations inside layers and compute them again for the gradient: less memory, more time. */
  readonly recompute: boolean;
  /** Rate on states and on attention probabilities; the checkpoint's own without it. */
  readonly dropout?: number | undefined;
  /** Labels of the head, where they are not to be those of the training data; "no relation" and "no name" are added. */
  readonly labels?: readonly string[] | undefined;
  /** Longest candidate of named entity recognition, in words; without it 16 word tokens, or words for the preset "paper". */
  readonly maxSpanLength?: number | undefined;
  /**
   * Named entity recognition with the candidates of several sentences of a document in one forward pass: faster, and the
   * model is then to be used so too, as its folder says.
   */
  readonly sharedContext?: boolean | undefined;
  /**
   * Repeat in the passages of cloze questions what the code of the paper's numbers repeats by mistake: the text after a
   * candidate that no space follows, where a summary line stands in it.
   */
  readonly repeatedText?: boolean | undefined;
  /**
   * Questions may have no answer (SQuAD 2.0): none is given where its score is above that of the best stretch by more than
   * this. Without it every question is answered (SQuAD 1.1).
   */
  readonly nullThreshold?: number | undefined;
  /** Where the weights come from: the checkpoint, or random numbers in its sizes (a control). */
  readonly initial: "pretrained" | "random";
  /** Evaluations on the dev set per epoch. */
  readonly evaluationsPerEpoch: number;
  /** The figure of the dev set that chooses; the task's own without it: exact match for cloze questions, F1 elsewhere. */
  readonly selectBy?: string | undefined;
  /** Which weights the run ends with: those that were best on the dev set, or the last ones. */
  readonly keep: "best" | "last";
  /** Evaluations in a row without a better one that end the run; all epochs without it. */
  readonly patience?: number | undefined;
  /** Updates between checkpoints to resume from; one at the end, or when it is interrupted, without it. */
  readonly checkpointEvery?: number | undefined;
  /** What the products of linear layers are computed in on the native runtime; parameters stay in float32. */
  readonly precision: "float32" | "bfloat16";
  /** A folder of `luke mentions build`: question answering takes Wikipedia entities as inputs (paper, Appendix C). */
  readonly mentions?: string | undefined;
  /** The corpus of that table, if it has page links: its redirects lead from a passage's title to its page. */
  readonly linkCorpus?: string | undefined;
  /** The corpus of the entity vocabulary, if it is another: its redirects lead from the links' targets to entities. */
  readonly vocabCorpus?: string | undefined;
}

/** Checks a {@link FineTuneConfig} and fills in what it leaves out (paper, Tables 11 and 12). */
export const fineTuneConfig: z.ZodType<FineTuneConfig> = z.strictObject({
  model: z.string(),
  train: z.string(),
  dev: z.string(),
  test: z.string().optional(),
  out: z.string(),
  seed: z.int().default(1),
  epochs: z.number().positive().default(3),
  batchSize: z.int().positive().default(8),
  learningRate: z.number().positive().default(1e-5),
  warmup: z.number().min(0).max(1).default(0.06),
  weightDecay: z.number().min(0).default(0.01),
  maxTokens: z.int().positive().default(4096),
  preset: z.enum(taskPresets).default("published"),
  maxWords: z.int().positive().optional(),
  entityInputs: z.boolean().default(true),
  entityAwareAttention: z.boolean().default(true),
  freeze: z.array(z.string()).default([]),
  entityTable: z.enum(["frozen", "rows"]).default("frozen"),
  recompute: z.boolean().default(false),
  dropout: z.number().min(0).max(0.9).optional(),
  labels: z.array(z.string().min(1)).min(1).optional(),
  maxSpanLength: z.int().positive().optional(),
  sharedContext: z.boolean().optional(),
  repeatedText: z.boolean().optional(),
  nullThreshold: z.number().optional(),
  initial: z.enum(["pretrained", "random"]).default("pretrained"),
  evaluationsPerEpoch: z.number().positive().default(1),
  selectBy: z.string().optional(),
  keep: z.enum(["best", "last"]).default("best"),
  patience: z.int().positive().optional(),
  checkpointEvery: z.int().positive().optional(),
  precision: z.enum(["float32", "bfloat16"]).default("float32"),
  mentions: z.string().optional(),
  linkCorpus: z.string().optional(),
  vocabCorpus: z.string().optional(),
});
