import * as tf from "@tensorflow/tfjs-core";

/**
 * Hands a tensor's numbers to the backend now. The native runtime would keep the array that it was made of until its
 * first use, beside the copy; of all parameters of a model that is as much memory again.
 */
export function uploadNow(tensor: tf.Tensor): void {
  if (tf.getBackend() !== "tensorflow" || tensor.size === 0) return;
  const first = tf.tidy(() =>
    tf.slice(
      tensor,
      tensor.shape.map(() => 0),
      tensor.shape.map(() => 1),
    ),
  );
  first.dispose();
}
