import type { Dropout, ParameterTree, Random } from "@lukejs/kernels";
import type { LukeModel } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { batchesByLength } from "../features/batches-by-length.ts";
import type { FineTuningTask, TaskFeatures } from "./fine-tuning-task.ts";

export interface FineTuningOptions {
  /** Padded tokens per micro-batch: 4096. It bounds memory and does not change the result but for rounding. */
  readonly maxTokens?: number;
  /** Train with the dropout rates of the model's configuration: true. */
  readonly dropout?: boolean;
  /** Train an entity table in the rows that are read, and make no gradient as large as it is: false. */
  readonly entityRowsAlone?: boolean;
  /** Scores on held-out data; called by the loop. */
  readonly evaluate?: () => Promise<Readonly<Record<string, number>>>;
}

/** A piece of one update: features, and their share of its items. */
export interface FineTuningBatch<Features> {
  readonly features: readonly Features[];
  readonly share: number;
}

/** Fine-tuning as a value that the training loop of @lukejs/training takes. */
export interface FineTuning<Features> {
  readonly params: ParameterTree;
  readonly size: number;
  microBatches(visits: readonly { readonly index: number }[]): FineTuningBatch<Features>[];
  loss(batch: FineTuningBatch<Features>, random: Random): tf.Scalar;
  rowWise?(name: string): boolean;
  evaluate?(): Promise<Readonly<Record<string, number>>>;
}

/** Fine-tunes encoder and head of `model` on features that `task` has built. An example of the loop is one of them. */
export function createFineTuning<Example, Features extends TaskFeatures, Prediction>(
  task: FineTuningTask<Example, Features, Prediction>,
  model: LukeModel,
  features: readonly Features[],
  options: FineTuningOptions = {},
): FineTuning<Features> {
  const { config } = model;
  const { maxTokens = 4096, evaluate } = options;
  return {
    params: { ...model.params, ...model.headParams } as ParameterTree,
    size: features.length,
    microBatches(visits) {
      const chosen = visits.map(({ index }) => features[index]!);
      const total = chosen.reduce((sum, one) => sum + task.itemsOf(one), 0);
      return batchesByLength(chosen, { maxTokens }).map((indices) => {
        const part = [...indices].map((i) => chosen[i]!);
        const items = part.reduce((sum, one) => sum + task.itemsOf(one), 0);
        return { features: part, share: total === 0 ? 0 : items / total };
      });
    },
    loss(batch, random) {
      const dropout: Dropout | undefined =
        options.dropout === false
          ? undefined
          : { hidden: config.hiddenDropout, attention: config.attentionDropout, random };
      return tf.mul(task.loss(model, batch.features, dropout), tf.scalar(batch.share)) as tf.Scalar;
    },
    ...(options.entityRowsAlone === true
      ? { rowWise: (name: string) => name === "entityEmbeddings.entity" }
      : {}),
    ...(evaluate === undefined ? {} : { evaluate }),
  };
}
