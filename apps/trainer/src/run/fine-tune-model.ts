/**
 * Fine-tuning as a whole: a checkpoint, a task and its datasets; markers and head added, trained with entity-aware
 * attention, the weights that are best on the dev set kept, scored on the test set, saved (paper §4, Appendix B).
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readEntityVocab, readMentionTable } from "@lukejs/entity-vocab/node";
import { disposeParameters, flattenParameters, Random } from "@lukejs/kernels";
import { copyQueries, createLukeParams, disposeReplaced, dropQueries, type LukeModel } from "@lukejs/model";
import { type OpenedCheckpoint, openCheckpoint, saveCheckpoint } from "@lukejs/model/node";
import {
  type Baselines,
  createFineTuning,
  type FeatureContext,
  type FineTuningTask,
  prepareModel,
  type TaskFeatures,
  type TaskScores,
} from "@lukejs/tasks";
import { readDataset } from "@lukejs/tasks/node";
import { loadTokenizer, saveTokenizer } from "@lukejs/tokenizer/node";
import { type TrainProgress, train } from "@lukejs/training";
import { runInterrupted } from "../errors.ts";
import { findMentionsWith } from "./find-mentions.ts";
import type { FineTuneConfig } from "./fine-tune-config.ts";
import { openRunFolder } from "./open-run-folder.ts";

export interface FineTuneOptions {
  readonly resume?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainProgress) => void;
}

export interface FineTuneOutcome<Example, Prediction> {
  /** The finished model's folder. */
  readonly model: string;
  readonly steps: number;
  readonly labels: readonly string[];
  /** On the dev set, of the weights that were kept. */
  readonly dev: number;
  readonly test: TaskScores;
  readonly baselines: Baselines;
  /** What feature building kept, cut or left out of the training data. */
  readonly counts: Readonly<Record<string, number>>;
  readonly examples: readonly Example[];
  readonly predictions: readonly Prediction[];
}

/**
 * @throws LukeError from the readers of what the config names; CLI007 when it was interrupted (the run folder then
 *   holds a checkpoint to resume from).
 */
export async function fineTuneModel<Example, Features extends TaskFeatures, Prediction>(
  task: FineTuningTask<Example, Features, Prediction>,
  config: FineTuneConfig,
  options: FineTuneOptions = {},
): Promise<FineTuneOutcome<Example, Prediction>> {
  const trainExamples = await readDataset(config.train, task);
  const devExamples = await readDataset(config.dev, task);
  const testExamples = config.test === undefined ? devExamples : await readDataset(config.test, task);
  const labels = task.labelsOf(trainExamples);
  const tokenizer = await loadTokenizer(config.model);
  const random = new Random(config.seed, 7);
  const model = prepareModel(await startingModel(config), tokenizer, task, {
    labels,
    random: random.fork(1),
  });
  try {
    const context: FeatureContext = {
      tokenizer,
      labels,
      maxWords: config.maxWords ?? model.config.maxPositions - 2,
      ...(config.maxSpanLength === undefined ? {} : { maxSpanLength: config.maxSpanLength }),
      ...(config.mentions === undefined || task.entityRows !== undefined
        ? {}
        : {
            findMentions: findMentionsWith(
              await readMentionTable(config.mentions),
              await readEntityVocab(join(config.model, "entity_vocab.json")),
            ),
          }),
    };
    const { features, counts } = task.buildFeatures(trainExamples, context);
    const evaluateOn = async (
      examples: readonly Example[],
    ): Promise<{ predictions: Prediction[]; scores: TaskScores }> => {
      const built = task.buildFeatures(examples, context);
      const predictions = await task.predict(model, examples, built.features, {
        labels,
        maxTokens: config.maxTokens,
      });
      return { predictions, scores: task.score(examples, predictions) };
    };
    const fineTuning = createFineTuning(task, model, features, {
      maxTokens: config.maxTokens,
      entityRowsAlone: task.entityRows === undefined && config.entityTable === "rows",
      evaluate: async () => ({ main: (await evaluateOn(devExamples)).scores.main }),
    });
    const stepsPerEpoch = Math.max(1, Math.ceil(features.length / config.batchSize));
    const steps = Math.max(1, Math.round(stepsPerEpoch * config.epochs));
    const result = await train(
      fineTuning,
      {
        seed: config.seed,
        batchSize: Math.min(config.batchSize, features.length),
        stages: [
          {
            name: task.name,
            steps,
            learningRate: config.learningRate,
            warmupSteps: Math.round(config.warmup * steps),
            trains: trainedNames(
              model,
              config,
              task.entityRows === undefined && config.entityTable === "frozen",
            ),
          },
        ],
        adamW: {
          beta1: 0.9,
          beta2: 0.98,
          epsilon: 1e-6,
          weightDecay: config.weightDecay,
          biasCorrection: false,
        },
        evaluateEvery: Math.max(1, Math.ceil(stepsPerEpoch / config.evaluationsPerEpoch)),
        keepBest: { metric: "main" },
      },
      {
        runFolder: openRunFolder(config.out, {
          task: task.name,
          labels,
          entityAwareAttention: config.entityAwareAttention,
        }),
        resume: options.resume === true,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      },
    );
    if (result.stopped === "aborted") throw runInterrupted(`Fine-tuning on ${task.name}`);
    const folder = join(config.out, "model");
    await saveModel(folder, model, task, labels, config);
    await saveTokenizer(tokenizer, folder);
    const { predictions, scores } = await evaluateOn(testExamples);
    return {
      model: folder,
      steps: result.step,
      labels,
      dev: result.evaluation?.["main"] ?? (await evaluateOn(devExamples)).scores.main,
      test: scores,
      baselines: task.baselines(trainExamples, testExamples),
      counts,
      examples: testExamples,
      predictions,
    };
  } finally {
    disposeParameters({ ...model.params, ...model.headParams });
  }
}

/** The encoder to start from, with the attention that the config asks for. */
async function startingModel(config: FineTuneConfig): Promise<LukeModel> {
  const opened = await openCheckpoint(config.model, { architecture: "LukeModel" });
  let model: LukeModel = config.recompute ? { ...opened, recompute: true } : opened;
  if (config.initial === "random") {
    const random = new Random(config.seed, 8);
    model = disposeReplaced(model, { ...model, params: createLukeParams(model.config, random) });
  }
  if (config.dropout !== undefined) {
    const { dropout } = config;
    model = { ...model, config: { ...model.config, hiddenDropout: dropout, attentionDropout: dropout } };
  }
  const { useEntityAwareAttention } = model.config;
  if (useEntityAwareAttention === config.entityAwareAttention) return model;
  return disposeReplaced(model, config.entityAwareAttention ? copyQueries(model) : dropQueries(model));
}

/** Names of the parameters that train: all but those that the config freezes, and the whole entity table where it stays as it is. */
function trainedNames(model: LukeModel, config: FineTuneConfig, frozenTable: boolean): string[] {
  const frozen = frozenTable ? [...config.freeze, "entityEmbeddings.entity"] : config.freeze;
  const names = [...flattenParameters({ ...model.params, ...model.headParams }).keys()];
  return names.filter((name) => !frozen.some((prefix) => name.startsWith(prefix)));
}

/** Settings of feature building that a prediction must repeat, as config.json keeps them. */
const featureSettings = ["maxWords", "maxSpanLength"] as const;

/** The folder of a fine-tuned model: its own entity vocabulary, and the settings that features were built with. */
async function saveModel<Example, Features extends TaskFeatures, Prediction>(
  folder: string,
  model: LukeModel & Partial<Pick<OpenedCheckpoint, "files" | "extra">>,
  task: FineTuningTask<Example, Features, Prediction>,
  labels: readonly string[],
  config: FineTuneConfig,
): Promise<void> {
  const { architecture, entityRows } = task;
  const settings = Object.fromEntries(
    featureSettings.flatMap((name) => (config[name] === undefined ? [] : [[name, config[name]]])),
  );
  const files = Object.entries(model.files ?? {}).filter(
    ([name]) => entityRows === undefined || !name.startsWith("entity_vocab"),
  );
  await saveCheckpoint(folder, {
    ...model,
    architecture,
    labels,
    files: Object.fromEntries(files),
    extra: { ...model.extra, lukejs: settings },
  });
  if (entityRows !== undefined) {
    const rows = Object.fromEntries(entityRows.map(({ name }, id) => [name, id]));
    await writeFile(join(folder, "entity_vocab.json"), `${JSON.stringify(rows)}\n`);
  }
}
