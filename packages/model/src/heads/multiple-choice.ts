import * as tf from "@tensorflow/tfjs-core";
import type { LinearParams } from "../parameters/luke-params.ts";
import { type ClassifierOptions, sequenceClassification } from "./sequence-classification.ts";

/**
 * Scores of the choices of a question, from the pooled states of the texts (question and choice), which the encoder
 * took as batch · choices rows. [batch, choices]
 */
export function multipleChoice(
  /** [1, hidden] */
  params: LinearParams,
  /** [batch · choices, hidden] */
  pooled: tf.Tensor2D,
  numChoices: number,
  options: ClassifierOptions = {},
): tf.Tensor2D {
  return tf.tidy(() => {
    const scores = sequenceClassification(params, pooled, options); // [batch · choices, 1]
    return tf.reshape(scores, [pooled.shape[0] / numChoices, numChoices]);
  });
}
