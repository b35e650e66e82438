import * as tf from "@tensorflow/tfjs-core";

/**
 * Layer normalisation over the last axis with the biased variance:
 * `(x - mean) / √(variance + epsilon) · scale + shift`. [..., hidden] → [..., hidden]
 *
 * @param scale - [hidden]
 * @param shift - [hidden]
 */
export function layerNorm(x: tf.Tensor, scale: tf.Tensor1D, shift: tf.Tensor1D, epsilon: number): tf.Tensor {
  const hidden = x.shape.at(-1)!;
  return tf.tidy(() => {
    const rows = tf.reshape(x, [x.size / hidden, hidden]);
    const y = tf.customGrad((a, b, c, save) => {
      const centred = tf.sub(a as tf.Tensor, tf.mean(a as tf.Tensor, 1, true));
      const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), tf.scalar(epsilon))); // [rows, 1]
      const normal = tf.mul(centred, inverse); // [rows, hidden]
      (save as tf.GradSaveFunc)([normal, inverse, b as tf.Tensor]);
      return {
        value: tf.add(tf.mul(normal, b as tf.Tensor), c as tf.Tensor),
        gradFunc: (dy: tf.Tensor, [n, i, s]: tf.Tensor[]) => {
          const d = tf.mul(dy, s!);
          const along = tf.mean(tf.mul(d, n!), 1, true);
          const dx = tf.mul(i!, tf.sub(tf.sub(d, tf.mean(d, 1, true)), tf.mul(n!, along)));
          return [dx, tf.sum(tf.mul(dy, n!), 0), tf.sum(dy, 0)];
        },
      };
    })(rows, scale, shift);
    return tf.reshape(y, x.shape);
  });
}

/** `layerNorm(x + residual)`: what ends both halves of a transformer layer. */
export function addLayerNorm(
  x: tf.Tensor,
  residual: tf.Tensor,
  scale: tf.Tensor1D,
  shift: tf.Tensor1D,
  epsilon: number,
): tf.Tensor {
  return tf.tidy(() => layerNorm(tf.add(x, residual), scale, shift, epsilon));
}
