import { disposeParameters, Random } from "@lukejs/kernels";
import { copyQueries, createLukeParams, disposeReplaced, dropQueries, type LukeModel } from "@lukejs/model";
import { openCheckpoint } from "@lukejs/model/node";
import { type FeatureContext, type FineTuningTask, prepareModel, type TaskFeatures } from "@lukejs/tasks";
import { readDataset } from "@lukejs/tasks/node";
import type { RobertaTokenizer } from "@lukejs/tokenizer";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import { withoutLabels } from "../errors.ts";
import type { FineTuneConfig } from "./fine-tune-config.ts";
import { openMentions } from "./open-mentions.ts";

/** Everything that a fine-tuning run begins with. */
export interface PreparedFineTuning<Example, Features> {
  /** Encoder and new head; the variables are the caller's. */
  readonly model: LukeModel;
  /** With the task's markers. */
  readonly tokenizer: RobertaTokenizer;
  readonly labels: readonly string[];
  readonly context: FeatureContext;
  readonly examples: {
    readonly train: readonly Example[];
    readonly dev: readonly Example[];
    readonly test: readonly Example[];
  };
  /** Of the training data, with what was kept, cut or left out of it. */
  readonly features: readonly Features[];
  readonly counts: Readonly<Record<string, number>>;
}

/** Reads datasets and checkpoint, and makes the model ready for the task. The same config gives the same numbers. */
export async function prepareFineTuning<Example, Features extends TaskFeatures, Prediction>(
  task: FineTuningTask<Example, Features, Prediction>,
  config: FineTuneConfig,
): Promise<PreparedFineTuning<Example, Features>> {
  const train = await readDataset(config.train, task);
  const dev = await readDataset(config.dev, task);
  const test = config.test === undefined ? dev : await readDataset(config.test, task);
  const labels = headLabels(task, train, config.labels);
  const tokenizer = await loadTokenizer(config.model);
  const random = new Random(config.seed, 7).fork(1);
  const model = prepareModel(await startingModel(config), tokenizer, task, { labels, random });
  try {
    const context: FeatureContext = {
      tokenizer,
      labels,
      preset: config.preset,
      maxWords: config.maxWords ?? model.config.maxPositions - 2,
      ...(config.maxSpanLength === undefined ? {} : { maxSpanLength: config.maxSpanLength }),
      ...(config.sharedContext === undefined ? {} : { sharedContext: config.sharedContext }),
      ...(config.repeatedText === undefined ? {} : { repeatedText: config.repeatedText }),
      ...(config.mentions === undefined || task.entityRows !== undefined
        ? {}
        : {
            findMentions: await openMentions({ ...config, mentions: config.mentions }, config.model),
          }),
    };
    const { features, counts } = task.buildFeatures(train, context);
    return { model, tokenizer, labels, context, examples: { train, dev, test }, features, counts };
  } catch (error) {
    disposeParameters({ ...model.params, ...model.headParams });
    throw error;
  }
}

/** The labels that are given, behind the one of the task that says there is none; or those of the training data. */
function headLabels<Example, Features extends TaskFeatures, Prediction>(
  task: FineTuningTask<Example, Features, Prediction>,
  train: readonly Example[],
  given: readonly string[] | undefined,
): string[] {
  const found = task.labelsOf(train);
  if (given === undefined) return found;
  if (found.length === 0) throw withoutLabels(task.name);
  return [...new Set([...task.labelsOf([]), ...given])];
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
