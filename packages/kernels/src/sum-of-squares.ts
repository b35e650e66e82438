import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "./define-op.ts";
import { NativeOps } from "./native-ops.ts";

const run = defineOp<Record<string, tf.Tensor>, object>({
  kernelName: "LukeSumOfSquares",
  plain: (tensors) => {
    const sums = Object.values(tensors).map((tensor) => tf.sum(tf.square(tensor)));
    return tf.sum(tf.stack(sums));
  },
  tensorflow: (tensors, _attributes, backend) =>
    NativeOps.run(backend, (ops) => {
      const halves = Object.values(tensors).map((tensor) => ops.call("L2Loss", ops.of(tensor)).id);
      return [ops.call("Mul", ops.addAll(halves).id, ops.scalar(2))];
    }),
});

/** The sum of the squares of all elements of all tensors, as a scalar. Has no gradient. */
export function sumOfSquares(tensors: readonly tf.Tensor[]): tf.Scalar {
  if (tensors.length === 0) return tf.scalar(0);
  return run(Object.fromEntries(tensors.map((tensor, i) => [`x${i}`, tensor])), {})[0] as tf.Scalar;
}
