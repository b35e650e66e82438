import * as tf from "@tensorflow/tfjs-core";

/**
 * Mean binary cross-entropy of independent labels: softplus(x) - x · t. Scalar.
 *
 * @param logits - x, any shape
 * @param targets - t, 0 or 1, same shape
 * @param mask - same shape, 1 = counted: the sum over those, divided by their number (ReCoRD); all if absent
 */
export function binaryCrossEntropyLoss(logits: tf.Tensor, targets: tf.Tensor, mask?: tf.Tensor): tf.Scalar {
  return tf.tidy(() => {
    const losses = tf.sub(tf.softplus(logits), tf.mul(logits, tf.cast(targets, "float32")));
    if (mask === undefined) return tf.div(tf.sum(losses), tf.scalar(logits.size)) as tf.Scalar;
    const counted = tf.cast(mask, "float32");
    return tf.div(tf.sum(tf.mul(losses, counted)), tf.maximum(tf.sum(counted), tf.scalar(1))) as tf.Scalar;
  });
}
