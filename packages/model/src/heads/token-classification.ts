import { linear } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { applyDropout } from "../apply-dropout.ts";
import type { LinearParams } from "../parameters/luke-params.ts";
import type { ClassifierOptions } from "./sequence-classification.ts";

/** Scores of the labels of every word. [batch, words, labels] */
export function tokenClassification(
  params: LinearParams,
  /** [batch, words, hidden] */
  words: tf.Tensor3D,
  { dropout, classifierDropout }: ClassifierOptions = {},
): tf.Tensor3D {
  return tf.tidy(() => {
    const states = applyDropout(words, dropout, classifierDropout ?? undefined);
    return linear(states, params.weight, params.bias) as tf.Tensor3D;
  });
}
