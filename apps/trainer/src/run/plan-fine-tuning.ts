/** What a fine-tuning run will need, computed from datasets and the checkpoint's config.json before anything starts. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { disposeParameters, flattenParameters, Random } from "@lukejs/kernels";
import {
  countParameters,
  type LukeConfig,
  layerActivations,
  layerOperations,
  lukeParameterSpecs,
  parseHuggingFaceConfig,
} from "@lukejs/model";
import { type FeatureContext, type FineTuningTask, type TaskFeatures, tokenCount } from "@lukejs/tasks";
import { readDataset } from "@lukejs/tasks/node";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import { totalSteps } from "@lukejs/training";
import type { FineTuneConfig } from "./fine-tune-config.ts";
import { fineTuningSettings } from "./fine-tuning-settings.ts";
import { requireFiles } from "./require-files.ts";

export interface FineTunePlan {
  readonly parameters: { readonly total: number; readonly trained: number };
  readonly examples: number;
  /** Model inputs made of the examples, and what was kept, cut or left out. */
  readonly features: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Word and entity tokens of an input: mean and most. */
  readonly tokens: { readonly mean: number; readonly longest: number };
  readonly steps: number;
  /** Bytes: parameters, with gradients and moments of those that train; activations of the largest micro-batch. */
  readonly memory: { readonly model: number; readonly activations: number };
  /** Bytes of the finished model, and of the run folder at its largest: two checkpoints and the model. */
  readonly disk: { readonly model: number; readonly run: number };
  /** Floating-point operations of all updates, without the evaluations. */
  readonly operations: number;
}

/**
 * Reads datasets, tokenizer and config.json, no weights.
 *
 * @throws LukeError from the readers of what the config names
 */
export async function planFineTuning<Example, Features extends TaskFeatures, Prediction>(
  task: FineTuningTask<Example, Features, Prediction>,
  config: FineTuneConfig,
): Promise<FineTunePlan> {
  const source = join(config.model, "config.json");
  await requireFiles("the checkpoint's configuration", [source]);
  const checkpoint = parseHuggingFaceConfig(JSON.parse(await readFile(source, "utf8")), source).config;
  const train = await readDataset(config.train, task);
  const labels = task.labelsOf(train);
  const tokenizer = await loadTokenizer(config.model);
  const markers = tokenizer.addTokens(task.markers.map(({ name }) => name));
  const sizes: LukeConfig = {
    ...checkpoint,
    vocabSize: Math.max(checkpoint.vocabSize, ...markers.map((id) => id + 1)),
    entityVocabSize: task.entityRows?.length ?? checkpoint.entityVocabSize,
    useEntityAwareAttention: config.entityAwareAttention,
  };
  const context: FeatureContext = {
    tokenizer,
    labels,
    preset: config.preset,
    maxWords: config.maxWords ?? sizes.maxPositions - 2,
    ...(config.maxSpanLength === undefined ? {} : { maxSpanLength: config.maxSpanLength }),
    ...(config.sharedContext === undefined ? {} : { sharedContext: config.sharedContext }),
    ...(config.repeatedText === undefined ? {} : { repeatedText: config.repeatedText }),
  };
  const { features, counts } = task.buildFeatures(train, context);
  const lengths = features.map(tokenCount);
  const tokens = { mean: mean(lengths), longest: Math.max(...lengths) };

  const head = task.createHead(sizes, new Random(0), labels);
  const headSizes = new Map([...flattenParameters(head)].map(([name, { size }]) => [name, size]));
  disposeParameters(head);
  const specs = lukeParameterSpecs(sizes);
  const headTotal = [...headSizes.values()].reduce((sum, size) => sum + size, 0);
  const total = countParameters(specs) + headTotal;
  const frozen = [
    ...config.freeze,
    ...(task.entityRows === undefined && config.entityTable === "frozen" ? ["entityEmbeddings.entity"] : []),
  ];
  const trains = (name: string): boolean => !frozen.some((prefix) => name.startsWith(prefix));
  const trainedHead = [...headSizes].reduce((sum, [name, size]) => sum + (trains(name) ? size : 0), 0);
  const trained = countParameters(specs, trains) + trainedHead;

  const steps = totalSteps(fineTuningSettings(task.name, config, features.length, []));
  const perEpoch = lengths.reduce((sum, length) => sum + layerOperations(sizes, length), 0);
  const maxTokens = Math.min(config.maxTokens, Math.ceil(config.batchSize * tokens.longest));
  return {
    parameters: { total, trained },
    examples: train.length,
    features: features.length,
    counts,
    tokens,
    steps,
    memory: {
      model: 4 * total + 12 * trained,
      activations: layerActivations(sizes, {
        maxTokens: Math.max(maxTokens, tokens.longest),
        tokens: tokens.longest,
        recompute: config.recompute,
      }),
    },
    disk: { model: 4 * total, run: 4 * total + 2 * (4 * total + 8 * trained) },
    operations: 3 * perEpoch * ((steps * config.batchSize) / features.length),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
