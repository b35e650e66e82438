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
        // The gradient inside this gradient takes the engine's tape; the outer one is put back for its own end.
        const { state } = tf.engine();
        const tape = state.activeTape;
        try {
          return tf.grads(compute)(saved, dy);
        } finally {
          state.activeTape = tape;
        }
      },
    };
  });
  return step(...inputs);
}
