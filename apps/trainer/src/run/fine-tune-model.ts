/**
 * Fine-tuning as a whole: a checkpoint, a task and its datasets; markers and head added, trained with entity-aware
 * attention, the weights that are best on the dev set kept, scored on the test set, saved (paper §4, Appendix B).
 */
import { join } from "node:path";
import { readEntityVocab, readMentionTable } from "@lukejs/entity-vocab/node";
import {
  disposeParameters,
  flattenParameters,
  linearPrecision,
  Random,
  setLinearPrecision,
} from "@lukejs/kernels";
import { copyQueries, createLukeParams, disposeReplaced, dropQueries, type LukeModel } from "@lukejs/model";
import { openCheckpoint } from "@lukejs/model/node";
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
import { runInterrupted, selectionUnknown } from "../errors.ts";
import { findMentionsWith } from "./find-mentions.ts";
import type { FineTuneConfig } from "./fine-tune-config.ts";
import { openRunFolder } from "./open-run-folder.ts";
import { saveTaskModel } from "./save-task-model.ts";

export interface FineTuneOptions {
  readonly resume?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainProgress) => void;
}

export interface FineTuneOutcome<Example, Prediction> {
  /** The finished model's folder; without entity inputs none, since no class of the reference reads such a head. */
  readonly model: string | undefined;
  readonly steps: number;
  /** Whether the dev set ended the run before its last epoch. */
  readonly stoppedEarly: boolean;
  readonly labels: readonly string[];
  /** The figure that chooses. */
  readonly selectBy: string;
  /** That figure on the dev set, of the weights that were kept. */
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
  const selectBy = config.selectBy ?? task.selectBy ?? "main";
  const precision = linearPrecision();
  setLinearPrecision(config.precision);
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
    const evaluateDev = async (): Promise<Record<string, number>> => {
      const { main, details } = (await evaluateOn(devExamples)).scores;
      const figures: Record<string, number> = { ...details, main };
      if (!(selectBy in figures)) throw selectionUnknown(task.name, selectBy, Object.keys(figures));
      return figures;
    };
    const fineTuning = createFineTuning(task, model, features, {
      maxTokens: config.maxTokens,
      entityRowsAlone: task.entityRows === undefined && config.entityTable === "rows",
      evaluate: evaluateDev,
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
        ...(config.checkpointEvery === undefined ? {} : { checkpointEvery: config.checkpointEvery }),
        keepBest: {
          metric: selectBy,
          endWith: config.keep,
          ...(config.patience === undefined ? {} : { patience: config.patience }),
        },
      },
      {
        runFolder: openRunFolder(config.out, {
          task: task.name,
          labels,
          entityInputs: config.entityInputs,
          entityAwareAttention: config.entityAwareAttention,
        }),
        resume: options.resume === true,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      },
    );
    if (result.stopped === "aborted") throw runInterrupted(`Fine-tuning on ${task.name}`);
    let folder: string | undefined;
    if (config.entityInputs) {
      folder = join(config.out, "model");
      await saveTaskModel(folder, model, task, labels, config);
      await saveTokenizer(tokenizer, folder);
    }
    const { predictions, scores } = await evaluateOn(testExamples);
    return {
      model: folder,
      steps: result.step,
      stoppedEarly: result.stopped === "early",
      labels,
      selectBy,
      dev: (result.evaluation ?? (await evaluateDev()))[selectBy]!,
      test: scores,
      baselines: task.baselines(trainExamples, testExamples),
      counts,
      examples: testExamples,
      predictions,
    };
  } finally {
    setLinearPrecision(precision);
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
