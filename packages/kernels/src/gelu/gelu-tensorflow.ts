import type * as tf from "@tensorflow/tfjs-core";
import { NativeOps } from "../native-ops.ts";

/** x · Φ(x), and Φ(x) for the gradient. */
export function geluTensorflow(backend: unknown, x: tf.Tensor): tf.TensorInfo[] {
  return NativeOps.run(backend, (ops) => {
    const from = ops.of(x);
    const erf = ops.call("Erf", ops.call("Mul", from, ops.scalar(Math.SQRT1_2)).id).id;
    const doubled = ops.call("AddV2", erf, ops.scalar(1)).id;
    const cumulative = ops.call("Mul", doubled, ops.scalar(0.5));
    return [ops.call("Mul", from, cumulative.id), cumulative];
  });
}

/** dy · (Φ(x) + x · φ(x)) */
export function geluGradientTensorflow(
  backend: unknown,
  dy: tf.Tensor,
  x: tf.Tensor,
  cumulative: tf.Tensor,
): tf.TensorInfo[] {
  return NativeOps.run(backend, (ops) => {
    const from = ops.of(x);
    const exponent = ops.call("Mul", ops.call("Square", from).id, ops.scalar(-0.5)).id;
    const bell = ops.call("Mul", ops.call("Exp", exponent).id, from).id;
    const density = ops.call("Mul", bell, ops.scalar(1 / Math.sqrt(2 * Math.PI))).id;
    const slope = ops.call("AddV2", density, ops.of(cumulative)).id;
    return [ops.call("Mul", slope, ops.of(dy))];
  });
}
