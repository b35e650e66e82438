import * as tf from "@tensorflow/tfjs-core";
import { type CrossEntropyOptions, crossEntropyLoss } from "./cross-entropy-loss.ts";
import type { AnswerLogits } from "./question-answering.ts";

/**
 * Loss of an answer: the mean of the cross-entropies of its first and last word over all words, padding included.
 * A position at or beyond the number of words is ignored; a negative one counts as 0, as in the reference. Scalar.
 *
 * @param starts - int32 [batch]
 * @param ends - int32 [batch]
 */
export function answerSpanLoss(
  logits: AnswerLogits,
  starts: tf.Tensor1D,
  ends: tf.Tensor1D,
  options: CrossEntropyOptions = {},
): tf.Scalar {
  return tf.tidy(() => {
    const words = tf.scalar(logits.starts.shape[1], "int32");
    const labels = (positions: tf.Tensor1D): tf.Tensor1D => {
      const outside = tf.greaterEqual(positions, words);
      return tf.where(
        outside,
        tf.fill(positions.shape, -1, "int32"),
        tf.maximum(positions, tf.scalar(0, "int32")),
      );
    };
    const first = crossEntropyLoss(logits.starts, labels(starts), options);
    const last = crossEntropyLoss(logits.ends, labels(ends), options);
    return tf.div(tf.add(first, last), tf.scalar(2)) as tf.Scalar;
  });
}
