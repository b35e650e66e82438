import type * as tf from "@tensorflow/tfjs-core";
import { NativeOps } from "../native-ops.ts";

/**
 * As `layerNormPlain` of x + residual. Means over a row are products with a column of 1 / hidden, which TensorFlow
 * does two to three times faster than its reductions. Keeps the inverse deviations and the normal rows for the
 * gradient, [rows, 1] and [rows, hidden].
 */
export function layerNormTensorflow(
  backend: unknown,
  x: tf.Tensor,
  residual: tf.Tensor | undefined,
  scale: tf.Tensor1D,
  shift: tf.Tensor1D,
  epsilon: number,
): tf.TensorInfo[] {
  const hidden = x.shape.at(-1)!;
  return NativeOps.run(backend, (ops) => {
    const sum = residual === undefined ? ops.of(x) : ops.call("AddV2", ops.of(x), ops.of(residual)).id;
    const rows = ops.reshape(sum, [x.size / hidden, hidden]).id;
    const share = ops.upload([hidden, 1], new Float32Array(hidden).fill(1 / hidden));
    const centred = ops.call("Sub", rows, ops.matMul(rows, share).id).id;
    const variance = ops.matMul(ops.call("Square", centred).id, share).id; // [rows, 1]
    const inverse = ops.call("Rsqrt", ops.call("AddV2", variance, ops.scalar(epsilon)).id);
    const normal = ops.call("Mul", centred, inverse.id);
    const y = ops.call("AddV2", ops.call("Mul", normal.id, ops.of(scale)).id, ops.of(shift)).id;
    return [ops.reshape(y, x.shape), inverse, normal];
  });
}

/** Gradients for x, scale and shift, from what the forward pass kept. */
export function layerNormGradientTensorflow(
  backend: unknown,
  dy: tf.Tensor,
  inverse: tf.Tensor,
  normal: tf.Tensor,
  scale: tf.Tensor1D,
): tf.TensorInfo[] {
  const hidden = dy.shape.at(-1)!;
  return NativeOps.run(backend, (ops) => {
    const d = ops.reshape(ops.of(dy), [dy.size / hidden, hidden]).id;
    const [n, scaled] = [ops.of(normal), ops.of(scale)];
    const share = ops.reshape(ops.call("Mul", scaled, ops.scalar(1 / hidden)).id, [hidden, 1]).id;
    const weighted = ops.call("Mul", d, n).id;
    const along = ops.call("Mul", n, ops.matMul(weighted, share).id).id;
    const centred = ops.call("Sub", ops.call("Mul", d, scaled).id, ops.matMul(d, share).id).id;
    const dx = ops.call("Mul", ops.call("Sub", centred, along).id, ops.of(inverse)).id;
    return [ops.reshape(dx, dy.shape), ops.call("BiasAddGrad", weighted), ops.call("BiasAddGrad", d)];
  });
}
