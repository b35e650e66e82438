import { sparseSoftmaxCrossEntropy } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";

export interface CrossEntropyOptions {
  /** The mean over nothing when every label is ignored: 0 as in the original training code, or NaN as in the reference. */
  readonly whenAllIgnored?: "zero" | "nan";
}

/**
 * Mean cross-entropy of the rows whose label is not negative. Scalar.
 *
 * @param logits - [..., classes]
 * @param labels - int32 [...]; negative labels (-100, -1) are ignored
 */
export function crossEntropyLoss(
  logits: tf.Tensor,
  labels: tf.Tensor,
  { whenAllIgnored = "zero" }: CrossEntropyOptions = {},
): tf.Scalar {
  return tf.tidy(() => {
    const classes = logits.shape.at(-1)!;
    const rows = labels.size;
    const flat = tf.reshape(labels, [rows]) as tf.Tensor1D;
    const losses = sparseSoftmaxCrossEntropy(tf.reshape(logits, [rows, classes]) as tf.Tensor2D, flat);
    const counted = tf.cast(tf.greaterEqual(flat, tf.scalar(0, "int32")), "float32");
    const count = tf.sum(counted);
    const divisor = whenAllIgnored === "zero" ? tf.maximum(count, tf.scalar(1)) : count;
    return tf.div(tf.sum(losses), divisor) as tf.Scalar;
  });
}
