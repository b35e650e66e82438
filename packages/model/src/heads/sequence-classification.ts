import { type Dropout, linear } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { applyDropout } from "../apply-dropout.ts";
import type { LinearParams } from "../parameters/luke-params.ts";

export interface ClassifierOptions {
  readonly dropout?: Dropout | undefined;
  /** `classifierDropout` of the configuration; the hidden rate if null or absent. */
  readonly classifierDropout?: number | null | undefined;
}

/** Scores of the labels of a whole text, from the pooled state. [batch, labels] */
export function sequenceClassification(
  params: LinearParams,
  /** [batch, hidden] */
  pooled: tf.Tensor2D,
  { dropout, classifierDropout }: ClassifierOptions = {},
): tf.Tensor2D {
  return tf.tidy(() => {
    const states = applyDropout(pooled, dropout, classifierDropout ?? undefined);
    return linear(states, params.weight, params.bias) as tf.Tensor2D;
  });
}
