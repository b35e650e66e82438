import * as tf from "@tensorflow/tfjs-core";

/**
 * A result with its gradients, for ops that keep more than their result for the way back: tfjs would make a tensor of
 * zeros for the gradient of each further output.
 *
 * @param forward - gives the result and what to keep, which may be inputs
 * @param backward - gives one gradient for each input, in order
 */
export function withGradient(
  inputs: readonly tf.Tensor[],
  forward: () => { readonly result: tf.Tensor; readonly kept: readonly tf.Tensor[] },
  backward: (dy: tf.Tensor, kept: readonly tf.Tensor[]) => tf.Tensor[],
): tf.Tensor {
  const op = tf.customGrad((...given: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const save = given.at(-1) as tf.GradSaveFunc;
    const { result, kept } = forward();
    save([...kept]);
    return { value: result, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => backward(dy, saved) };
  });
  return op(...inputs);
}
