/**
 * Fine-tuning as a whole: a checkpoint, a task and its datasets; markers and head added, trained with entity-aware
 * attention, the weights that are best on the dev set kept, scored on the test set, saved (paper §4, Appendix B).
 */
import { join } from "node:path";
import { disposeParameters, flattenParameters, linearPrecision, setLinearPrecision } from "@lukejs/kernels";
import type { LukeModel } from "@lukejs/model";
import {
  type Baselines,
  createFineTuning,
  type DatasetSummary,
  type FineTuningTask,
  type TaskFeatures,
  type TaskScores,
} from "@lukejs/tasks";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import { type TrainProgress, train } from "@lukejs/training";
import { nothingToFreeze, runInterrupted, selectionUnknown } from "../errors.ts";
import type { FineTuneConfig } from "./fine-tune-config.ts";
import { fineTuningSettings } from "./fine-tuning-settings.ts";
import { openRunFolder } from "./open-run-folder.ts";
import { prepareFineTuning } from "./prepare-fine-tuning.ts";
import { saveTaskModel } from "./save-task-model.ts";

export interface FineTuneOptions {
  readonly resume?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainProgress) => void;
}

/** A dataset of a run: what it holds, what is suspicious in it, and what feature building kept, cut or left out. */
export interface DataReport extends Omit<DatasetSummary, "labels"> {
  readonly use: "train" | "dev" | "test";
  readonly file: string;
  readonly features: Readonly<Record<string, number>>;
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
  readonly data: readonly DataReport[];
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
  const selectBy = config.selectBy ?? task.selectBy ?? "main";
  const precision = linearPrecision();
  const prepared = await prepareFineTuning(task, config);
  setLinearPrecision(config.precision);
  const { model, tokenizer, labels, context, features, counts, examples } = prepared;
  try {
    const evaluateOn = async (
      split: readonly Example[],
    ): Promise<{ predictions: Prediction[]; scores: TaskScores; counts: DataReport["features"] }> => {
      const built = task.buildFeatures(split, context);
      const predictions = await task.predict(model, split, built.features, {
        labels,
        maxTokens: config.maxTokens,
      });
      return { predictions, scores: task.score(split, predictions), counts: built.counts };
    };
    const evaluateDev = async (): Promise<Record<string, number>> => {
      const { main, details } = (await evaluateOn(examples.dev)).scores;
      const figures: Record<string, number> = { ...details, main };
      if (!(selectBy in figures)) throw selectionUnknown(task.name, selectBy, Object.keys(figures));
      return figures;
    };
    const fineTuning = createFineTuning(task, model, features, {
      seed: config.seed,
      maxTokens: config.maxTokens,
      entityRowsAlone: task.entityRows === undefined && config.entityTable === "rows",
      evaluate: evaluateDev,
    });
    const frozenTable = task.entityRows === undefined && config.entityTable === "frozen";
    const result = await train(
      fineTuning,
      {
        ...fineTuningSettings(task.name, config, features.length, trainedNames(model, config, frozenTable)),
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
    const { predictions, scores, counts: testCounts } = await evaluateOn(examples.test);
    const report = (
      use: DataReport["use"],
      file: string,
      split: readonly Example[],
      built: DataReport["features"],
    ): DataReport => {
      const { labels: _, ...summary } = task.describe(split);
      return { use, file, ...summary, features: built };
    };
    return {
      model: folder,
      steps: result.step,
      stoppedEarly: result.stopped === "early",
      labels,
      selectBy,
      dev: (result.evaluation ?? (await evaluateDev()))[selectBy]!,
      test: scores,
      baselines: task.baselines(examples.train, examples.test),
      counts,
      data: [
        report("train", config.train, examples.train, counts),
        report("dev", config.dev, examples.dev, task.buildFeatures(examples.dev, context).counts),
        ...(config.test === undefined ? [] : [report("test", config.test, examples.test, testCounts)]),
      ],
      examples: examples.test,
      predictions,
    };
  } finally {
    setLinearPrecision(precision);
    disposeParameters({ ...model.params, ...model.headParams });
  }
}

/** Names of the parameters that train: all but those that the config freezes, and the whole entity table where it stays as it is. */
function trainedNames(model: LukeModel, config: FineTuneConfig, frozenTable: boolean): string[] {
  const frozen = frozenTable ? [...config.freeze, "entityEmbeddings.entity"] : config.freeze;
  const names = [...flattenParameters({ ...model.params, ...model.headParams }).keys()];
  for (const prefix of config.freeze) {
    if (!names.some((name) => name.startsWith(prefix))) throw nothingToFreeze(prefix, names);
  }
  return names.filter((name) => !frozen.some((prefix) => name.startsWith(prefix)));
}
