import { type ParameterTree, Random } from "@lukejs/kernels";
import type { LukeModel } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { batchesByLength } from "../features/batches-by-length.ts";
import type { ExampleDropout } from "../features/example-dropout.ts";
import type { FineTuningTask, TaskFeatures } from "./fine-tuning-task.ts";

export interface FineTuningOptions {
  /** Of dropout, which depends on (seed, epoch, example) alone: 1. */
  readonly seed?: number;
  /** Padded tokens per micro-batch: 4096. It bounds memory and changes no result but by rounding, dropout included. */
  readonly maxTokens?: number;
  /** Train with the dropout rates of the model's configuration: true. */
  readonly dropout?: boolean;
  /** Train an entity table in the rows that are read, and make no gradient as large as it is: false. */
  readonly entityRowsAlone?: boolean;
  /** Scores on held-out data; called by the loop. */
  readonly evaluate?: () => Promise<Readonly<Record<string, number>>>;
}

/** One example of an update: which one, and in which pass over the data. */
export interface FineTuningVisit {
  readonly epoch: number;
  readonly index: number;
}

/** A piece of one update: features, and their share of its items. */
export interface FineTuningBatch<Features> {
  readonly features: readonly Features[];
  /** By which each of them drops. */
  readonly dropoutKeys: Uint32Array;
  readonly share: number;
}

/** Fine-tuning as a value that the training loop of @lukejs/training takes. */
export interface FineTuning<Features> {
  readonly params: ParameterTree;
  readonly size: number;
  /** This process's share of an update's micro-batches; all without a share. */
  microBatches(
    visits: readonly FineTuningVisit[],
    share?: { readonly rank: number; readonly size: number },
  ): FineTuningBatch<Features>[];
  loss(batch: FineTuningBatch<Features>): tf.Scalar;
  rowWise?(name: string): boolean;
  evaluate?(): Promise<Readonly<Record<string, number>>>;
}

/** Set the random numbers of dropout's examples and of its sites apart from each other and from those of the order. */
const DROPOUT_KEY = 5;
const SITE_KEY = 6;

/** Fine-tunes encoder and head of `model` on features that `task` has built. An example of the loop is one of them. */
export function createFineTuning<Example, Features extends TaskFeatures, Prediction>(
  task: FineTuningTask<Example, Features, Prediction>,
  model: LukeModel,
  features: readonly Features[],
  options: FineTuningOptions = {},
): FineTuning<Features> {
  const { config } = model;
  const { seed = 1, maxTokens = 4096, evaluate } = options;
  return {
    params: { ...model.params, ...model.headParams } as ParameterTree,
    size: features.length,
    microBatches(visits, { rank, size } = { rank: 0, size: 1 }) {
      const chosen = visits.map(({ index }) => features[index]!);
      const keyOf = ({ epoch, index }: FineTuningVisit): number =>
        new Random(seed, DROPOUT_KEY, epoch, index).nextUint32();
      const total = chosen.reduce((sum, one) => sum + task.itemsOf(one), 0);
      const cut = batchesByLength(chosen, { maxTokens }).filter((_, number) => number % size === rank);
      return cut.map((indices) => {
        const part = [...indices].map((i) => chosen[i]!);
        const items = part.reduce((sum, one) => sum + task.itemsOf(one), 0);
        const dropoutKeys = Uint32Array.from(indices, (i) => keyOf(visits[i]!));
        return { features: part, dropoutKeys, share: total === 0 ? 0 : items / total };
      });
    },
    loss(batch) {
      const dropout: ExampleDropout | undefined =
        options.dropout === false
          ? undefined
          : {
              hidden: config.hiddenDropout,
              attention: config.attentionDropout,
              random: new Random(seed, SITE_KEY),
              exampleKeys: batch.dropoutKeys,
            };
      return tf.mul(task.loss(model, batch.features, dropout), tf.scalar(batch.share)) as tf.Scalar;
    },
    ...(options.entityRowsAlone === true
      ? { rowWise: (name: string) => name === "entityEmbeddings.entity" }
      : {}),
    ...(evaluate === undefined ? {} : { evaluate }),
  };
}
