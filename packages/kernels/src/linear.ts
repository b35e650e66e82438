import * as tf from "@tensorflow/tfjs-core";

/**
 * Matrix product over the last two axes, with equal batch axes before them.
 * [..., m, k] × [..., k, n] → [..., m, n]
 */
export function matMul(a: tf.Tensor, b: tf.Tensor, transposeA = false, transposeB = false): tf.Tensor {
  return tf.matMul(a, b, transposeA, transposeB);
}

/**
 * `x · weightᵀ + bias` over the last axis. [..., in] → [..., out]
 *
 * @param weight - [out, in], as checkpoints store it
 * @param bias - [out]
 */
export function linear(x: tf.Tensor, weight: tf.Tensor2D, bias?: tf.Tensor1D): tf.Tensor {
  const [width, inputs] = weight.shape;
  if (x.shape.at(-1) !== inputs) {
    throw new RangeError(
      `linear: x is [${x.shape}], weight is [${weight.shape}]; the last axis of x should be ${inputs}`,
    );
  }
  return tf.tidy(() => {
    const rows = tf.reshape(x, [x.size / inputs, inputs]) as tf.Tensor2D; // [rows, in]
    const y = bias === undefined ? plain(rows, weight) : biased(rows, weight, bias); // [rows, out]
    return tf.reshape(y, [...x.shape.slice(0, -1), width]);
  });
}

function plain(x: tf.Tensor2D, weight: tf.Tensor2D): tf.Tensor2D {
  return tf.customGrad((a, b, save) => {
    const [rows, table] = [a as tf.Tensor2D, b as tf.Tensor2D];
    (save as tf.GradSaveFunc)([rows, table]);
    return {
      value: tf.matMul(rows, table, false, true),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => [
        tf.matMul(dy as tf.Tensor2D, saved[1] as tf.Tensor2D),
        tf.matMul(dy as tf.Tensor2D, saved[0] as tf.Tensor2D, true, false),
      ],
    };
  })(x, weight) as tf.Tensor2D;
}

function biased(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  return tf.customGrad((a, b, c, save) => {
    const [rows, table] = [a as tf.Tensor2D, b as tf.Tensor2D];
    (save as tf.GradSaveFunc)([rows, table]);
    return {
      value: tf.add(tf.matMul(rows, table, false, true), c as tf.Tensor1D),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => [
        tf.matMul(dy as tf.Tensor2D, saved[1] as tf.Tensor2D),
        tf.matMul(dy as tf.Tensor2D, saved[0] as tf.Tensor2D, true, false),
        tf.sum(dy, 0),
      ],
    };
  })(x, weight, bias) as tf.Tensor2D;
}
