import * as tf from "@tensorflow/tfjs-core";

/** GELU with the exact error function: `x · Φ(x)`. */
export function gelu(x: tf.Tensor): tf.Tensor {
  return tf.customGrad((given, save) => {
    const input = given as tf.Tensor;
    (save as tf.GradSaveFunc)([input]);
    return {
      value: tf.tidy(() => tf.mul(input, cumulative(input))),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) =>
        tf.tidy(() => {
          const density = tf.mul(
            tf.exp(tf.mul(tf.square(saved!), tf.scalar(-0.5))),
            tf.scalar(1 / Math.sqrt(2 * Math.PI)),
          );
          return tf.mul(dy, tf.add(cumulative(saved!), tf.mul(saved!, density)));
        }),
    };
  })(x);
}

/** GELU's approximation by a hyperbolic tangent, `gelu_new` of the reference. */
export function geluTanh(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const inner = tf.mul(
      tf.scalar(Math.sqrt(2 / Math.PI)),
      tf.add(x, tf.mul(tf.scalar(0.044715), tf.mul(x, tf.square(x)))),
    );
    return tf.mul(tf.mul(tf.scalar(0.5), x), tf.add(tf.scalar(1), tf.tanh(inner)));
  });
}

/** Φ, the standard normal's cumulative distribution. */
function cumulative(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.scalar(0.5), tf.add(tf.scalar(1), tf.erf(tf.mul(x, tf.scalar(Math.SQRT1_2)))));
}
