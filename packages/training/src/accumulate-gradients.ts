import { type RowGradient, sumOfSquares } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";

/** Adds gradients (and values) by name into `sums`; takes over `more`, whose tensors must not be used again. */
export function accumulate<T extends tf.Tensor>(sums: Map<string, T>, more: ReadonlyMap<string, T>): void {
  for (const [name, tensor] of more) {
    const sum = sums.get(name);
    if (sum === undefined) {
      sums.set(name, tensor);
    } else {
      sums.set(name, tf.add(sum, tensor));
      tf.dispose([sum, tensor]);
    }
  }
}

/** The Euclidean norm over all gradients together, as a scalar of the caller's. */
export function gradientNorm(gradients: ReadonlyMap<string, tf.Tensor>): tf.Scalar {
  return tf.tidy(() => {
    return tf.sqrt(sumOfSquares([...gradients.values()]));
  });
}

/** Multiplies every gradient by `factor`, in place of the maps. */
export function scaleGradients(
  gradients: Map<string, tf.Tensor>,
  rowGradients: Map<string, RowGradient>,
  factor: number,
): void {
  const scaled = <T extends tf.Tensor>(gradient: T): T => {
    const result = tf.tidy(() => tf.mul<T>(gradient, tf.scalar(factor)));
    gradient.dispose();
    return result;
  };
  for (const [name, gradient] of gradients) gradients.set(name, scaled(gradient));
  for (const [name, { ids, rows }] of rowGradients) rowGradients.set(name, { ids, rows: scaled(rows) });
}
