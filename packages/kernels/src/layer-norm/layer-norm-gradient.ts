import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { type DropoutSite, noDropout } from "../dropout/dropout-native.ts";
import { columnSum } from "../linear/column-sum.ts";
import { layerNormGradientNative } from "./layer-norm-native.ts";
import { layerNormGradientTensorflow } from "./layer-norm-tensorflow.ts";
import { layerNormGradientWebGpu } from "./layer-norm-web-gpu.ts";

export interface LayerNormGradientInputs {
  readonly dy: tf.Tensor;
  readonly x: tf.Tensor;
  readonly residual?: tf.Tensor;
  readonly stats: tf.Tensor;
  readonly scale: tf.Tensor1D;
  /** Kept by the composed forward pass on TensorFlow, whose stats are the inverse deviations alone. */
  readonly normal?: tf.Tensor;
  /** Added to x; of the fused ops alone. */
  readonly bias?: tf.Tensor1D;
}

const run = defineOp<LayerNormGradientInputs, DropoutSite>({
  kernelName: "LukeLayerNormGrad",
  plain: ({ dy, x, residual, stats, scale }) => {
    const axis = x.rank - 1;
    const [mean, inverse] = tf.split(stats, 2, axis) as [tf.Tensor, tf.Tensor]; // [..., 1]
    const sum = residual === undefined ? x : tf.add(x, residual);
    const normal = tf.mul(tf.sub(sum, mean), inverse);
    const d = tf.mul(dy, scale);
    const along = tf.mul(normal, tf.mean(tf.mul(d, normal), axis, true));
    const dx = tf.mul(inverse, tf.sub(tf.sub(d, tf.mean(d, axis, true)), along));
    return [dx, columnSum(tf.mul(dy, normal)), columnSum(dy)];
  },
  wasm: (heap, { dy, x, residual, stats, scale }) => {
    const hidden = x.shape.at(-1)!;
    const outputs = [heap.output(x.shape), heap.output([hidden]), heap.output([hidden])] as const;
    heap.kernels.layerNormGradient(
      heap.floats(dy),
      heap.floats(x),
      heap.floats(residual),
      heap.floats(stats),
      heap.floats(scale),
      heap.floats(outputs[0]),
      heap.floats(outputs[1]),
      heap.floats(outputs[2]),
      x.size / hidden,
      hidden,
    );
    return [...outputs];
  },
  tensorflow: ({ dy, stats, scale, normal }, _attributes, backend) =>
    layerNormGradientTensorflow(backend, dy, stats, normal!, scale),
  webgpu: layerNormGradientWebGpu,
  native: layerNormGradientNative,
});

/**
 * Gradients for x (and the residual alike), scale and shift. With dropout the residual's follows, and with a bias the
 * bias's: of the fused ops alone.
 */
export function layerNormGradient(
  inputs: LayerNormGradientInputs,
  dropout: DropoutSite = noDropout,
): tf.Tensor[] {
  return run(inputs, dropout);
}
