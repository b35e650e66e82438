/** What a pretraining run will need, computed before anything starts. */
import {
  architectureOf,
  countParameters,
  headParameterSpecs,
  type LukeConfig,
  layerActivations,
  layerOperations,
  lukeBase,
  lukeParameterSpecs,
} from "@lukejs/model";
import { entityParameters } from "@lukejs/tasks";
import type { ExamplesManifest } from "@lukejs/tasks/node";
import { totalSteps } from "@lukejs/training";
import type { PretrainConfig } from "./pretrain-config.ts";
import { trainingSettings } from "./training-settings.ts";

export interface PlanFacts {
  readonly vocabSize: number;
  readonly entityVocabSize: number;
  /** Of the training split. */
  readonly examples: number;
  readonly words: number;
  readonly entities: number;
  readonly processes: number;
  /** Words a second of all processes together, where it is known. */
  readonly wordsPerSecond?: number;
  /** Operations a second of one process, where that is known instead. */
  readonly flopsPerSecond?: number;
  /** Bytes a second that a process can send, for the share of communication. */
  readonly linkBytesPerSecond?: number;
}

export interface PretrainPlan {
  readonly parameters: { readonly total: number; readonly entities: number; readonly stageOne: number };
  readonly steps: number;
  readonly epochs: number;
  readonly words: number;
  /**
   * Bytes in each process: parameters, two moments, and gradients; the examples; the largest micro-batch's activations. Of the first process also a copy of what a checkpoint holds
   * while it is written, and of the best evaluation's parameters.
   */
  readonly memory: {
    readonly model: number;
    readonly examples: number;
    readonly activations: number;
    readonly firstProcess: number;
  };
  /** Bytes of one checkpoint, and of a finished run: two checkpoints and the models. */
  readonly disk: { readonly checkpoint: number; readonly run: number };
  readonly flopsPerUpdate: number;
  /** Seconds of one update, and of all. Absent where no rate is known. */
  readonly secondsPerUpdate?: number;
  readonly days?: number;
  /**
   * Bytes each process sends per update; on the link, where it is known, the seconds they take, those of them that the last
   * micro-batch's backward pass hides, and the share of an update that is spent on waiting for the rest.
   */
  readonly communication: {
    readonly bytes: number;
    readonly seconds?: number;
    readonly hidden?: number;
    readonly share?: number;
  };
}

export function planPretraining(config: PretrainConfig, facts: PlanFacts): PretrainPlan {
  const { vocabSize, entityVocabSize, examples, processes } = facts;
  const { dropout: _, initialPositions: __, entityAwareAttention, ...sizes } = config.model;
  const model: LukeConfig = {
    ...lukeBase,
    ...sizes,
    vocabSize,
    entityVocabSize,
    useEntityAwareAttention: entityAwareAttention,
  };
  const specs = new Map([
    ...lukeParameterSpecs(model),
    ...headParameterSpecs(model, architectureOf("LukeForMaskedLM"), 0),
  ]);
  const total = countParameters(specs);
  const entities = countParameters(specs, (name) => name.startsWith("entityEmbeddings."));
  const stageOne = countParameters(specs, (name) =>
    entityParameters.some((prefix) => name.startsWith(prefix)),
  );
  const settings = trainingSettings(config, examples);
  const steps = totalSteps(settings);
  const words = (facts.words / examples) * config.batchSize * steps;
  const mentions = facts.entities / examples;
  const tokens = facts.words / examples + mentions;
  const { hiddenSize, entityEmbeddingSize } = model;
  const perExample =
    layerOperations(model, tokens) +
    0.15 * (facts.words / examples) * 2 * hiddenSize * (hiddenSize + vocabSize) +
    Math.max(1, 0.15 * mentions) * 2 * entityEmbeddingSize * (hiddenSize + entityVocabSize);
  const flopsPerUpdate = 3 * perExample * config.batchSize;
  const bytes =
    total * (config.run.gradients === "bfloat16" ? 2 : 4) * (processes > 1 ? 2 - 2 / processes : 0);
  const compute =
    facts.wordsPerSecond !== undefined
      ? ((facts.words / examples) * config.batchSize) / facts.wordsPerSecond
      : facts.flopsPerSecond !== undefined
        ? flopsPerUpdate / (facts.flopsPerSecond * processes)
        : undefined;
  const sending = facts.linkBytesPerSecond === undefined ? 0 : bytes / facts.linkBytesPerSecond;
  const { maxTokens, run } = config;
  const microBatches = Math.max(1, Math.ceil((config.batchSize * tokens) / (processes * maxTokens)));
  // Two thirds of a micro-batch's time are its backward pass; the tables, which end it, are sent after it.
  const inLayers = countParameters(specs, (name) => name.startsWith("layers.")) / total;
  const hidden =
    run.overlap !== false ? Math.min(sending * inLayers, ((2 / 3) * (compute ?? 0)) / microBatches) : 0;
  const secondsPerUpdate = compute === undefined ? undefined : compute + sending - hidden;
  const onDisk = run.examples === "disk" || (run.examples === "auto" && processes > 1);
  // The heads keep their scores twice.
  const activations =
    layerActivations(model, { maxTokens, tokens, recompute: config.run.recompute }) +
    8 * 0.15 * maxTokens * vocabSize;
  return {
    parameters: { total, entities, stageOne },
    steps,
    epochs: (steps * config.batchSize) / examples,
    words,
    memory: {
      model: 16 * total,
      examples: onDisk ? 16 * examples : 4 * facts.words + 12 * facts.entities + 16 * examples,
      activations,
      firstProcess: (config.keepBest === undefined ? 12 : 16) * total,
    },
    disk: { checkpoint: 12 * total, run: (2 * 12 + (config.keepBest === undefined ? 4 : 8)) * total },
    flopsPerUpdate,
    ...(secondsPerUpdate === undefined
      ? {}
      : { secondsPerUpdate, days: (secondsPerUpdate * steps) / 86_400 }),
    communication: {
      bytes,
      ...(secondsPerUpdate === undefined || facts.linkBytesPerSecond === undefined
        ? {}
        : { seconds: sending, hidden, share: (sending - hidden) / secondsPerUpdate }),
    },
  };
}

/** What is known of a set of examples that was built. */
export function factsOf({
  splits,
  settings,
}: ExamplesManifest): Pick<PlanFacts, "examples" | "words" | "entities" | "vocabSize" | "entityVocabSize"> {
  const { examples, words, entities } = splits.train;
  return {
    examples,
    words,
    entities,
    vocabSize: Number(settings["vocabSize"]),
    entityVocabSize: Number(settings["entityVocabSize"]),
  };
}
