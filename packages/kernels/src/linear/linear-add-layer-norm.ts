import * as tf from "@tensorflow/tfjs-core";
import type { DropoutSite } from "../dropout/dropout-native.ts";
import { fusesPasses } from "../fuses-passes.ts";
import { addLayerNorm } from "../layer-norm/add-layer-norm.ts";
import { linear } from "./linear.ts";

interface Linear {
  /** [hidden, in] */
  readonly weight: tf.Tensor2D;
  /** [hidden] */
  readonly bias?: tf.Tensor1D;
}

interface Norm {
  /** [hidden] */
  readonly scale: tf.Tensor1D;
  /** [hidden] */
  readonly shift: tf.Tensor1D;
}

/**
 * `layerNorm(dropout(linear(x)) + residual)`: what ends both halves of a transformer layer. Natively and on WebGPU
 * bias, dropout, residual and normalisation are one pass over memory each way. [..., in] → [..., hidden]
 *
 * @param residual - [..., hidden]
 * @throws RangeError where the sizes do not fit, or the rate is outside [0, 1)
 */
export function linearAddLayerNorm(
  { weight, bias }: Linear,
  { scale, shift }: Norm,
  x: tf.Tensor,
  residual: tf.Tensor,
  { epsilon, dropout }: { readonly epsilon: number; readonly dropout?: DropoutSite | undefined },
): tf.Tensor {
  return tf.tidy(() => {
    const fused = fusesPasses(x);
    const projected = linear(x, weight, fused ? undefined : bias);
    return addLayerNorm(projected, residual, scale, shift, epsilon, {
      bias: fused ? bias : undefined,
      dropout,
    });
  });
}
