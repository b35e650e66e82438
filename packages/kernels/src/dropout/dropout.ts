import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { withGradient } from "../with-gradient.ts";
import { dropoutHash, dropoutThreshold } from "./dropout-mask.ts";
import { checkDropout, type DropoutSite, dropoutIntegers } from "./dropout-native.ts";
import { dropoutWebGpu } from "./dropout-web-gpu.ts";
import { fastDropoutMask, rowDropoutMask } from "./fast-dropout-mask.ts";

const run = defineOp<{ readonly x: tf.Tensor }, DropoutSite>({
  kernelName: "LukeDropout",
  plain: ({ x }, { rate, seed, rowKeys }) => {
    const values =
      rowKeys === undefined
        ? fastDropoutMask(x.size, rate, seed)
        : rowDropoutMask(rowSeeds(rowKeys, seed), x.size / rowKeys.length, rate);
    const mask = tf.tensor(values, x.shape, "float32");
    return [tf.mul(x, mask), mask];
  },
  wasm: (heap, { x }, { rate, seed, rowKeys }) => {
    const out = heap.output(x.shape);
    const [from, to] = [heap.floats(x), heap.floats(out)];
    const seeds = rowKeys === undefined ? Uint32Array.of(seed) : rowSeeds(rowKeys, seed);
    const length = x.size / seeds.length;
    for (const [row, each] of seeds.entries()) {
      const at = row * length * 4;
      heap.kernels.dropout(from + at, to + at, length, 1 / (1 - rate), dropoutThreshold(rate), each);
    }
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
 * Element i depends on (seed, i) alone, so every backend drops the same ones; with keys for the rows it depends on
 * (seed, key of its row, place in the row).
 *
 * @param rate - in [0, 1)
 * @param seed - unsigned 32-bit integer
 * @param rowKeys - [rows], rows along the last axis; see `DropoutSite`
 * @throws RangeError for a rate outside [0, 1), or keys of another number of rows
 */
export function dropout(x: tf.Tensor, rate: number, seed: number, rowKeys?: Uint32Array): tf.Tensor {
  const site = { rate, seed, rowKeys };
  checkDropout("dropout", site, x.size / (x.shape.at(-1) ?? 1));
  if (rate === 0 || x.size === 0) return tf.clone(x);
  return withGradient(
    [x],
    () => {
      const [result, ...kept] = run({ x }, site) as [tf.Tensor, ...tf.Tensor[]];
      return { result, kept };
    },
    // A kernel that needs no mask draws it again.
    (dy, [mask]) => [mask === undefined ? dropout(dy, rate, seed, rowKeys) : tf.mul(dy, mask)],
  );
}

/** The seed of each row. */
function rowSeeds(rowKeys: Uint32Array, seed: number): Uint32Array {
  return rowKeys.map((key) => dropoutHash(key, seed));
}
