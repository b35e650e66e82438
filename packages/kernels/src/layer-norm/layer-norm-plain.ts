import * as tf from "@tensorflow/tfjs-core";

/** The normalised tensor, and each row's mean and inverse deviation for the gradient. [..., hidden], [..., 2] */
export function layerNormPlain(
  x: tf.Tensor,
  scale: tf.Tensor1D,
  shift: tf.Tensor1D,
  epsilon: number,
): [tf.Tensor, tf.Tensor] {
  const axis = x.rank - 1;
  const mean = tf.mean(x, axis, true); // [..., 1]
  const centred = tf.sub(x, mean);
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), axis, true), tf.scalar(epsilon))); // [..., 1]
  const y = tf.add(tf.mul(tf.mul(centred, inverse), scale), shift);
  return [y, tf.concat([mean, inverse], axis)];
}
