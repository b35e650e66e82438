import { linear } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { LinearParams } from "../parameters/luke-params.ts";

export interface AnswerLogits {
  /** [batch, words] */
  readonly starts: tf.Tensor2D;
  /** [batch, words] */
  readonly ends: tf.Tensor2D;
}

/** Extractive question answering (§4.5): scores of every word as the first and as the last of the answer. */
export function questionAnswering(
  /** [2, hidden] */
  params: LinearParams,
  /** [batch, words, hidden] */
  words: tf.Tensor3D,
): AnswerLogits {
  const run = (): { [name: string]: tf.Tensor2D } => {
    const [batch, numWords] = words.shape;
    const logits = linear(words, params.weight, params.bias); // [batch, words, 2]
    const column = (at: number): tf.Tensor2D =>
      tf.reshape(tf.slice(logits, [0, 0, at], [batch, numWords, 1]), [batch, numWords]);
    return { starts: column(0), ends: column(1) };
  };
  return tf.tidy(run) as unknown as AnswerLogits;
}
