import type * as tf from "@tensorflow/tfjs-core";

/** @throws TypeError for another dtype than float32; RangeError unless `vector` has one number for each column of `x` */
export function expectVector(op: string, name: string, vector: tf.Tensor, x: tf.Tensor): void {
  const hidden = x.shape.at(-1);
  if (vector.dtype !== "float32")
    throw new TypeError(`${op}: ${name} is of ${vector.dtype}, expected float32`);
  if (vector.rank === 1 && vector.size === hidden) return;
  throw new RangeError(`${op}: x is [${x.shape}], ${name} is [${vector.shape}], expected [${hidden}]`);
}
