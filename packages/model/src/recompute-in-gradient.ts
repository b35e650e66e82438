import { differentiate } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";

/**
 * `compute(...inputs)`, keeping its inputs alone for the way back: the gradient runs it again. A chain of n steps so
 * needs the memory of n inputs and one step in place of n steps, for one more forward pass (Chen et al., 2016).
 *
 * @param compute - a pure function of its tensors; every tensor that needs a gradient is one of them
 */
export function recomputeInGradient(
  compute: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: readonly tf.Tensor[],
): tf.Tensor {
  const step = tf.customGrad((...given: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const save = given.at(-1) as tf.GradSaveFunc;
    const tensors = given.slice(0, -1) as tf.Tensor[];
    save(tensors);
    return {
      value: tf.tidy(() => compute(...tensors)),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const { value, gradients } = differentiate(() => compute(...saved), saved, dy);
        value.dispose();
        return gradients.map((gradient, i) => gradient ?? tf.zerosLike(saved[i]!));
      },
    };
  });
  return step(...inputs);
}
