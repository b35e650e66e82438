import { type Dropout, sparseSoftmaxCrossEntropy } from "@lukejs/kernels";
import type { LukeModel } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import type { MaskedBatch } from "./masked-batches.ts";
import { pretrainingLogits } from "./pretraining-logits.ts";
import type { EntitySample } from "./sampled-entities.ts";

/** Losses of a batch as its share of the update's: added up over the batches they are the update's means. */
export type PretrainingLoss = {
  /** `wordLoss` plus `entityLoss` (paper §3.3). */
  readonly loss: tf.Scalar;
  readonly wordLoss: tf.Scalar;
  readonly entityLoss: tf.Scalar;
};

/** Masked words and entities of a whole update: what its losses are divided by. */
export interface PretrainingTotals {
  readonly words: number;
  readonly entities: number;
}

export interface PretrainingLossOptions {
  readonly dropout?: Dropout | undefined;
  /** Score only these entities; all without it. */
  readonly sample?: EntitySample | undefined;
}

/**
 * The pretraining loss (paper §3.3): the mean cross-entropy over all masked words of the update, plus that over
 * all its masked entities. Call it inside a tidy.
 */
export function pretrainingLoss(
  model: LukeModel,
  masked: MaskedBatch,
  totals: PretrainingTotals,
  { dropout, sample }: PretrainingLossOptions = {},
): PretrainingLoss {
  const { words, entities } = pretrainingLogits(model, masked, dropout, sample);
  const share = (part: typeof words, total: number): tf.Scalar =>
    part === undefined
      ? tf.scalar(0)
      : tf.div(tf.sum(sparseSoftmaxCrossEntropy(part.logits, part.labels)), tf.scalar(total));
  const wordLoss = share(words, totals.words);
  const entityLoss = share(entities, totals.entities);
  return { loss: tf.add(wordLoss, entityLoss) as tf.Scalar, wordLoss, entityLoss };
}
