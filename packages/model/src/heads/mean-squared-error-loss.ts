import * as tf from "@tensorflow/tfjs-core";

/** Mean squared error (regression). Scalar; `predictions` and `targets` have the same number of elements. */
export function meanSquaredErrorLoss(predictions: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  return tf.tidy(() => {
    const differences = tf.sub(predictions, tf.reshape(tf.cast(targets, "float32"), predictions.shape));
    return tf.div(tf.sum(tf.square(differences)), tf.scalar(predictions.size)) as tf.Scalar;
  });
}
