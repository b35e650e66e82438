import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { fusesPasses } from "../fuses-passes.ts";
import { expectVector } from "../layer-norm/expect-vector.ts";
import { withGradient } from "../with-gradient.ts";
import { geluGradientTensorflow, geluTensorflow } from "./gelu-tensorflow.ts";
import { geluGradientWebGpu, geluWebGpu } from "./gelu-web-gpu.ts";

interface GeluInputs {
  readonly x: tf.Tensor;
  /** Added to x; of the fused ops alone. */
  readonly bias?: tf.Tensor1D;
}

interface GradientInputs extends GeluInputs {
  readonly dy: tf.Tensor;
  /** Φ(x), which the composed forward pass on TensorFlow keeps. */
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
  webgpu: geluGradientWebGpu,
  native: (ops, { dy, x, bias }) => {
    const [dx, dBias] = ops.library("LukeGeluGrad", [dy, x, bias], 2);
    return bias === undefined ? [dx!] : [dx!, dBias!];
  },
});

const run = defineOp<GeluInputs, object>({
  kernelName: "LukeGelu",
  plain: ({ x }) => tf.mul(x, cumulative(x)),
  wasm: (heap, { x }) => {
    const out = heap.output(x.shape);
    heap.kernels.gelu(heap.floats(x), heap.floats(out), x.size);
    return out;
  },
  tensorflow: ({ x }, _attributes, backend) => geluTensorflow(backend, x),
  webgpu: geluWebGpu,
  native: (ops, { x, bias }) => ops.library("LukeGelu", [x, bias], 1),
});

/**
 * GELU with the exact error function, `x · Φ(x)`; of x + bias where there is one.
 *
 * @param bias - one number for each column of x
 * @throws RangeError where it has another size
 */
export function gelu(x: tf.Tensor, bias?: tf.Tensor1D): tf.Tensor {
  if (bias !== undefined) {
    expectVector("gelu", "bias", bias, x);
    if (!fusesPasses(x)) return tf.tidy(() => gelu(tf.add(x, bias)));
  }
  const inputs = bias === undefined ? { x } : { x, bias };
  return withGradient(
    Object.values(inputs),
    () => {
      const [result, ...cumulative] = run(inputs, {}) as [tf.Tensor, ...tf.Tensor[]];
      return { result, kept: [...Object.values(inputs), ...cumulative] };
    },
    (dy, [from, other]) => {
      if (bias !== undefined) return runGradient({ dy, x: from!, bias: other as tf.Tensor1D }, {});
      return runGradient({ dy, x: from!, ...(other === undefined ? {} : { cumulative: other }) }, {});
    },
  );
}

/** Φ, the standard normal's cumulative distribution. */
function cumulative(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.scalar(0.5), tf.add(tf.scalar(1), tf.erf(tf.mul(x, tf.scalar(Math.SQRT1_2)))));
}
