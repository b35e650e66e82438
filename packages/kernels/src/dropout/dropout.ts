import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { withGradient } from "../with-gradient.ts";
import { dropoutThreshold } from "./dropout-mask.ts";
import { dropoutIntegers } from "./dropout-native.ts";
import { dropoutWebGpu } from "./dropout-web-gpu.ts";
import { fastDropoutMask } from "./fast-dropout-mask.ts";

interface DropoutAttributes {
  readonly rate: number;
  readonly seed: number;
}

const run = defineOp<{ readonly x: tf.Tensor }, DropoutAttributes>({
  kernelName: "LukeDropout",
  plain: ({ x }, { rate, seed }) => {
    const mask = tf.tensor(fastDropoutMask(x.size, rate, seed), x.shape, "float32");
    return [tf.mul(x, mask), mask];
  },
  wasm: (heap, { x }, { rate, seed }) => {
    const out = heap.output(x.shape);
    const [from, to] = [heap.floats(x), heap.floats(out)];
    heap.kernels.dropout(from, to, x.size, 1 / (1 - rate), dropoutThreshold(rate), seed);
    return out;
  },
  webgpu: (gpu, { x }, site) => dropoutWebGpu(gpu, x, site),
  native: (ops, { x }, site) => {
    const settings = [ops.floats(1 / (1 - site.rate)), dropoutIntegers(ops, site)];
    return ops.library("LukeDropout", [x, ...settings], 1);
  },
});

/**
 * Sets a share `rate` of the elements to zero and divides the others by `1 - rate`.
 * Element i depends on (seed, i) alone, so every backend drops the same ones.
 *
 * @param rate - in [0, 1)
 * @param seed - unsigned 32-bit integer
 * @throws RangeError for a rate outside [0, 1)
 */
export function dropout(x: tf.Tensor, rate: number, seed: number): tf.Tensor {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropout: rate is ${rate}, expected a number in [0, 1)`);
  if (rate === 0) return tf.clone(x);
  return withGradient(
    [x],
    () => {
      const [result, ...kept] = run({ x }, { rate, seed }) as [tf.Tensor, ...tf.Tensor[]];
      return { result, kept };
    },
    // A kernel that needs no mask draws it again.
    (dy, [mask]) => [mask === undefined ? dropout(dy, rate, seed) : tf.mul(dy, mask)],
  );
}
