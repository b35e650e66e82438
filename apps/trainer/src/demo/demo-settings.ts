/**
 * The numbers of the main job. A small LUKE in the paper's stages after a start from scratch, which stands for RoBERTa:
 * then only what RoBERTa lacks (stage 1), then everything (stage 2).
 */
import type { PretrainConfig } from "../run/pretrain-config.ts";

export const demoSeed = 1;

export const demoVocabulary: { readonly words: number; readonly entities: number } = {
  words: 3000,
  entities: 4000,
};

/** Word tokens of a pretraining example; short ones cost less attention. */
export const demoMaxWords: number = 64;

export const demoPretraining: Omit<PretrainConfig, "examples" | "tokenizer" | "entityVocab" | "out"> = {
  seed: demoSeed,
  objective: "words-and-entities",
  model: {
    numLayers: 2,
    hiddenSize: 128,
    numHeads: 4,
    intermediateSize: 512,
    entityEmbeddingSize: 128,
    dropout: 0,
    maxPositions: 258,
    entityHead: "published",
    entityAwareAttention: false,
    initializerRange: 0.1,
    initialPositions: "sinusoids",
  },
  batchSize: 32,
  maxTokens: 4096,
  // From scratch and this short, a rate that falls to nothing in every stage costs more than it brings: it falls in the last.
  stages: [
    // What stands for RoBERTa: a start from scratch.
    {
      name: "start",
      epochs: 2.5,
      learningRate: 1.2e-3,
      warmupSteps: 60,
      schedule: "constant",
      trains: "all",
    },
    // The paper's two stages: first only what RoBERTa lacks, then everything.
    {
      name: "stage 1",
      epochs: 0.25,
      learningRate: 1e-3,
      warmupSteps: 10,
      schedule: "constant",
      trains: "entities",
    },
    {
      name: "stage 2",
      epochs: 2.75,
      learningRate: 1.2e-3,
      warmupSteps: 10,
      schedule: "linear",
      trains: "all",
    },
  ],
  masking: { wordProbability: 0.15, entityProbability: 0.5, wholeWords: true, maskMentionWords: false },
  adamW: { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0.01, biasCorrection: true, decay: "paper" },
  clipNorm: 1,
  checkpointEvery: 200,
  run: { examples: "auto", maskingWorkers: 1, gradients: "float32", recompute: false },
};

export interface DemoTask {
  readonly name: DemoTaskName;
  readonly title: string;
  readonly metric: string;
  /** Files of the datasets folder: train, dev, test. */
  readonly files: readonly [train: string, dev: string, test: string];
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Parameters that stay as they were pretrained: names that the training split lacks keep their place among the others. */
  readonly freeze?: readonly string[];
  readonly dropout?: number;
  /** Words of context around a sentence, in tokens; the model's limit without it. */
  readonly maxWords?: number;
  /** Longest candidate name in words. */
  readonly maxSpanLength?: number;
}

export type DemoTaskName =
  | "entity-typing"
  | "relation-classification"
  | "named-entity-recognition"
  | "cloze"
  | "question-answering";

const splits = (folder: string): readonly [string, string, string] => [
  `${folder}/train.json`,
  `${folder}/dev.json`,
  `${folder}/test.json`,
];

export const demoTasks: readonly DemoTask[] = [
  {
    name: "entity-typing",
    title: "Entity typing",
    metric: "loose micro F1",
    files: splits("open-entity"),
    epochs: 3,
    batchSize: 32,
    learningRate: 1e-3,
  },
  {
    name: "relation-classification",
    title: "Relation classification",
    metric: "micro F1 without no_relation",
    files: splits("tacred"),
    epochs: 3,
    batchSize: 32,
    learningRate: 1e-3,
  },
  {
    name: "named-entity-recognition",
    title: "Named entity recognition",
    metric: "F1 of whole entities",
    files: ["conll2003/eng.train", "conll2003/eng.testa", "conll2003/eng.testb"],
    epochs: 3,
    batchSize: 8,
    learningRate: 1e-3,
    maxWords: 40,
    maxSpanLength: 6,
  },
  {
    name: "cloze",
    title: "Cloze question answering",
    metric: "F1 of answers",
    files: splits("record"),
    epochs: 3,
    batchSize: 32,
    learningRate: 1e-3,
  },
  {
    name: "question-answering",
    title: "Extractive question answering",
    metric: "F1 of answers",
    files: splits("squad"),
    epochs: 2,
    batchSize: 32,
    learningRate: 1e-3,
  },
];

/** What the result has to reach: points above the baseline. */
export const demoMargin: number = 10;
