import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { withGradient } from "../with-gradient.ts";
import { geluGradientTensorflow, geluTensorflow } from "./gelu-tensorflow.ts";

interface GradientInputs {
  readonly dy: tf.Tensor;
  readonly x: tf.Tensor;
  /** Φ(x), which the native forward pass keeps. */
  readonly cumulative?: tf.Tensor;
}

const runGradient = defineOp<GradientInputs, object>({
  kernelName: "LukeGeluGrad",
  plain: ({ dy, x }) => {
    const density = tf.mul(
      tf.exp(tf.mul(tf.square(x), tf.scalar(-0.5))),
      tf.scalar(1 / Math.sqrt(2 * Math.PI)),
    );
    return tf.mul(dy, tf.add(cumulative(x), tf.mul(x, density)));
  },
  wasm: (heap, { dy, x }) => {
    const out = heap.output(x.shape);
    heap.kernels.geluGradient(heap.floats(dy), heap.floats(x), heap.floats(out), x.size);
    return out;
  },
  tensorflow: ({ dy, x, cumulative }, _attributes, backend) =>
    geluGradientTensorflow(backend, dy, x, cumulative!),
});

const run = defineOp<{ readonly x: tf.Tensor }, object>({
  kernelName: "LukeGelu",
  plain: ({ x }) => tf.mul(x, cumulative(x)),
  wasm: (heap, { x }) => {
    const out = heap.output(x.shape);
    heap.kernels.gelu(heap.floats(x), heap.floats(out), x.size);
    return out;
  },
  tensorflow: ({ x }, _attributes, backend) => geluTensorflow(backend, x),
});

/** GELU with the exact error function: `x · Φ(x)`. */
export function gelu(x: tf.Tensor): tf.Tensor {
  return withGradient(
    [x],
    () => {
      const [result, ...cumulative] = run({ x }, {}) as [tf.Tensor, ...tf.Tensor[]];
      return { result, kept: [x, ...cumulative] };
    },
    (dy, [from, cumulative]) =>
      runGradient({ dy, x: from!, ...(cumulative === undefined ? {} : { cumulative }) }, {}),
  );
}

/** Φ, the standard normal's cumulative distribution. */
function cumulative(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.scalar(0.5), tf.add(tf.scalar(1), tf.erf(tf.mul(x, tf.scalar(Math.SQRT1_2)))));
}
