import { sumOfSquares } from "@lukejs/kernels";
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

/** Multiplies every gradient by `factor`, in place of the map. */
export function scaleGradients(gradients: Map<string, tf.Tensor>, factor: number): void {
  for (const [name, gradient] of gradients) {
    gradients.set(
      name,
      tf.tidy(() => tf.mul(gradient, tf.scalar(factor))),
    );
    gradient.dispose();
  }
}
