import * as tf from "@tensorflow/tfjs-core";

/**
 * Sets a share `rate` of the elements to zero and divides the others by `1 - rate`.
 * Element i depends on (seed, i) alone, so every backend drops the same ones.
 *
 * @param rate - in [0, 1)
 * @param seed - unsigned 32-bit integer
 */
export function dropout(x: tf.Tensor, rate: number, seed: number): tf.Tensor {
  if (rate === 0) return tf.clone(x);
  return tf.tidy(() => tf.mul(x, tf.tensor(dropoutMask(x.size, rate, seed), x.shape, "float32")));
}

/** 0 or `1 / (1 - rate)` for each element. */
export function dropoutMask(size: number, rate: number, seed: number): Float32Array {
  const mask = new Float32Array(size);
  const keep = 1 / (1 - rate);
  const threshold = Math.round(rate * 2 ** 32) >>> 0;
  for (let i = 0; i < size; i++) {
    let h = Math.imul(i ^ seed, 0x9e3779b1);
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13) ^ seed, 0xc2b2ae35);
    h ^= h >>> 16;
    if (h >>> 0 >= threshold) mask[i] = keep;
  }
  return mask;
}
