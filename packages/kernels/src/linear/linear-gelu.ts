import * as tf from "@tensorflow/tfjs-core";
import { fusesPasses } from "../fuses-passes.ts";
import { gelu } from "../gelu/gelu.ts";
import { linear } from "./linear.ts";

/**
 * `gelu(linear(x, weight, bias))`, the first half of a feed-forward layer. Natively and on WebGPU the bias is added
 * in GELU's own pass over memory. [..., in] → [..., out]
 *
 * @param weight - [out, in]
 * @param bias - [out]
 * @throws RangeError where the sizes do not fit
 */
export function linearGelu(x: tf.Tensor, weight: tf.Tensor2D, bias?: tf.Tensor1D): tf.Tensor {
  return tf.tidy(() => (fusesPasses(x) ? gelu(linear(x, weight), bias) : gelu(linear(x, weight, bias))));
}
