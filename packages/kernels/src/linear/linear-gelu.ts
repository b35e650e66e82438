import * as tf from "@tensorflow/tfjs-core";
import { gelu } from "../gelu/gelu.ts";
import { hasOpLibrary } from "../native/op-library.ts";
import { linear } from "./linear.ts";

/**
 * `gelu(linear(x, weight, bias))`, the first half of a feed-forward layer. Where the ops in C++ serve, the bias is added
 * in GELU's own pass over memory. [..., in] → [..., out]
 *
 * @param weight - [out, in]
 * @param bias - [out]
 * @throws RangeError where the sizes do not fit
 */
export function linearGelu(x: tf.Tensor, weight: tf.Tensor2D, bias?: tf.Tensor1D): tf.Tensor {
  return tf.tidy(() => (hasOpLibrary() ? gelu(linear(x, weight), bias) : gelu(linear(x, weight, bias))));
}
