import type { Random } from "@lukejs/kernels";
import type { ArchitectureName, HeadParams, LukeConfig, LukeModel } from "@lukejs/model";
import type { Scalar } from "@tensorflow/tfjs-core";
import type { ExampleDropout } from "../features/example-dropout.ts";
import type { LukeFeatures } from "../features/luke-features.ts";
import type { DatasetSummary } from "./dataset-summary.ts";
import type { ReadOptions } from "./parse-rows.ts";
import type { TaskPreset } from "./task-preset.ts";

/** The part of a word tokenizer that the tasks need; a RobertaTokenizer is one. */
export interface TaskTokenizer {
  readonly bosId: number;
  readonly eosId: number;
  readonly padId: number;
  readonly vocabSize: number;
  idOf(token: string): number | undefined;
  encode(
    text: string,
    options: { readonly addSpecialTokens: false; readonly addPrefixSpace: boolean },
  ): { readonly ids: Int32Array; readonly starts: Int32Array; readonly ends: Int32Array };
}

/** A word that a task adds to the vocabulary; its row starts as a copy of the row of `from`. */
export interface Marker {
  readonly name: string;
  readonly from: string;
}

/** A row of a task's small entity table, a copy of the row of `from` in the pretrained one. */
export interface EntityRow {
  readonly name: string;
  readonly from: "[PAD]" | "[UNK]" | "[MASK]";
}

/** An entity named in a text; `text.slice(start, end)` is the mention, UTF-16 code units. */
export interface EntityMention {
  readonly start: number;
  readonly end: number;
  readonly entityId: number;
}

export interface FeatureContext {
  readonly tokenizer: TaskTokenizer;
  /** Words that the model takes, `<s>` and `</s>` included: 512 for the published models. */
  readonly maxWords: number;
  /** Labels of the head, in its order. */
  readonly labels: readonly string[];
  /** Where the paper, its code and transformers differ: "published". */
  readonly preset?: TaskPreset;
  /** Longest name in words (named entity recognition alone); the task's own setting without it. */
  readonly maxSpanLength?: number;
  /** Candidates of several sentences in one forward pass (named entity recognition alone); the task's own setting without it. */
  readonly sharedContext?: boolean;
  /** Repeat the text that the published code repeats by mistake (cloze questions alone): false. */
  readonly repeatedText?: boolean;
  /** Entities of the whole vocabulary named in a text (question answering alone; without it no entities). */
  readonly findMentions?: (text: string, about: { readonly title: string }) => readonly EntityMention[];
}

/** Features made of the example with this number. */
export interface TaskFeatures extends LukeFeatures {
  readonly example: number;
}

export interface BuiltFeatures<Features> {
  readonly features: Features[];
  /** What was kept, cut or left out, for the report. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface PredictOptions {
  readonly labels: readonly string[];
  /** Padded tokens per forward pass: 4096. */
  readonly maxTokens?: number;
  /** Ends the prediction between two batches; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Of question answering, where the task itself has none; see its options. */
  readonly nullThreshold?: number;
}

export interface TaskScores {
  /** The number that the paper reports and that development selects by, 0..100. */
  readonly main: number;
  /** Further figures by name; percentages are 0..100. */
  readonly details: Readonly<Record<string, number>>;
}

export interface Baselines {
  /** Always the most frequent answer of the training data. */
  readonly majority: TaskScores;
  /** For each name the most frequent answer that it had in the training data. */
  readonly nameLookup: TaskScores;
  /** Further rules of thumb, by name. */
  readonly others?: Readonly<Record<string, TaskScores>>;
}

/** A task as a value: everything that fine-tuning, evaluation and prediction need to know of it. */
export interface FineTuningTask<Example, Features extends TaskFeatures, Prediction> {
  readonly name: string;
  /** The class that config.json names. */
  readonly architecture: ArchitectureName;
  /** The figure of the scores' details by which development chooses (paper, Appendix B); the main one without it. */
  readonly selectBy?: string;
  readonly markers: readonly Marker[];
  /** The entity table of the task; undefined: the whole pretrained one, frozen. */
  readonly entityRows: readonly EntityRow[] | undefined;
  /** Reads a dataset in its original format, or rows of one's own. `file` is named in errors. */
  read(text: string, file: string, options?: ReadOptions): Example[];
  describe(examples: readonly Example[]): DatasetSummary;
  /** Labels of the head, from the training data; empty for tasks without. */
  labelsOf(train: readonly Example[]): string[];
  buildFeatures(examples: readonly Example[], context: FeatureContext): BuiltFeatures<Features>;
  /** New parameters of the head; the variables are the caller's. */
  createHead(config: LukeConfig, random: Random, labels: readonly string[]): HeadParams;
  /** How many items the loss of these features is a mean over. */
  itemsOf(features: Features): number;
  /** Mean loss of a batch. Call it inside a tidy. */
  loss(model: LukeModel, batch: readonly Features[], dropout?: ExampleDropout): Scalar;
  /** One prediction per example, in their order. */
  predict(
    model: LukeModel,
    examples: readonly Example[],
    features: readonly Features[],
    options: PredictOptions,
  ): Promise<Prediction[]>;
  score(examples: readonly Example[], predictions: readonly Prediction[]): TaskScores;
  /** Scores on `test` of two predictors that read no context. */
  baselines(train: readonly Example[], test: readonly Example[]): Baselines;
}

/** Rows of the small entity tables: [PAD], [UNK] and [MASK] as everywhere, then a second [MASK] for pairs. */
export const maskEntityId: number = 2;
export const secondMaskEntityId: number = 3;
/** Word tokens of a mention whose positions are averaged, at most (as the published models). */
export const maxMentionLength: number = 30;

export const maskRows: readonly EntityRow[] = [
  { name: "[PAD]", from: "[PAD]" },
  { name: "[UNK]", from: "[UNK]" },
  { name: "[MASK]", from: "[MASK]" },
];
