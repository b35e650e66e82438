import * as tf from "@tensorflow/tfjs-core";

/** GELU's approximation by a hyperbolic tangent, `gelu_new` of the reference. */
export function geluTanh(x: tf.Tensor): tf.Tensor {
  if (x.dtype !== "float32") throw new TypeError(`geluTanh: x is of ${x.dtype}, expected float32`);
  return tf.tidy(() => {
    const inner = tf.mul(
      tf.scalar(Math.sqrt(2 / Math.PI)),
      tf.add(x, tf.mul(tf.scalar(0.044715), tf.mul(x, tf.square(x)))),
    );
    return tf.mul(tf.mul(tf.scalar(0.5), x), tf.add(tf.scalar(1), tf.tanh(inner)));
  });
}
