import { type Dropout, sparseSoftmaxCrossEntropy } from "@lukejs/kernels";
import type { LukeModel } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import type { MaskedBatch } from "./masked-batches.ts";
import { pretrainingLogits } from "./pretraining-logits.ts";

/** Losses of a batch as its share of the update's: added up over the batches they are the update's means. */
export type PretrainingLoss = {
  /** `wordLoss` plus `entityLoss` (paper §3.3). */
  readonly loss: tf.Scalar;
  readonly wordLoss: tf.Scalar;
  readonly entityLoss: tf.Scalar;
};

/**
 * The pretraining loss (paper §3.3): the mean cross-entropy over all masked words of the update, plus that over
 * all its masked entities. Call it inside a tidy.
 */
export function pretrainingLoss(model: LukeModel, masked: MaskedBatch, dropout?: Dropout): PretrainingLoss {
  const { words, entities } = pretrainingLogits(model, masked, dropout);
  const share = (part: typeof words, total: number): tf.Scalar =>
    part === undefined
      ? tf.scalar(0)
      : tf.div(tf.sum(sparseSoftmaxCrossEntropy(part.logits, part.labels)), tf.scalar(total));
  const wordLoss = share(words, masked.totals.words);
  const entityLoss = share(entities, masked.totals.entities);
  return { loss: tf.add(wordLoss, entityLoss) as tf.Scalar, wordLoss, entityLoss };
}
