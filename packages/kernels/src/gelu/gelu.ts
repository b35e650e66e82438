import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";

const runGradient = defineOp<{ readonly dy: tf.Tensor; readonly x: tf.Tensor }, object>({
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
});

const run = defineOp<{ readonly x: tf.Tensor }, object>({
  kernelName: "LukeGelu",
  plain: ({ x }) => tf.mul(x, cumulative(x)),
  wasm: (heap, { x }) => {
    const out = heap.output(x.shape);
    heap.kernels.gelu(heap.floats(x), heap.floats(out), x.size);
    return out;
  },
  gradient: {
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => runGradient({ dy: dy as tf.Tensor, x: x! }, {})[0]! }),
  },
});

/** GELU with the exact error function: `x · Φ(x)`. */
export function gelu(x: tf.Tensor): tf.Tensor {
  return run({ x }, {})[0]!;
}

/** Φ, the standard normal's cumulative distribution. */
function cumulative(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.scalar(0.5), tf.add(tf.scalar(1), tf.erf(tf.mul(x, tf.scalar(Math.SQRT1_2)))));
}
