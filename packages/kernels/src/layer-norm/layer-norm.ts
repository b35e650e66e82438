import type * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { noDropout } from "../dropout/dropout-native.ts";
import { withGradient } from "../with-gradient.ts";
import { expectVector } from "./expect-vector.ts";
import { layerNormGradient } from "./layer-norm-gradient.ts";
import { layerNormNative } from "./layer-norm-native.ts";
import { layerNormPlain } from "./layer-norm-plain.ts";
import { layerNormTensorflow } from "./layer-norm-tensorflow.ts";
import { layerNormWasm } from "./layer-norm-wasm.ts";
import { layerNormWebGpu } from "./layer-norm-web-gpu.ts";

interface LayerNormInputs {
  readonly x: tf.Tensor;
  readonly scale: tf.Tensor1D;
  readonly shift: tf.Tensor1D;
}

const run = defineOp<LayerNormInputs, { readonly epsilon: number }>({
  kernelName: "LukeLayerNorm",
  plain: ({ x, scale, shift }, { epsilon }) => layerNormPlain(x, scale, shift, epsilon),
  wasm: (heap, { x, scale, shift }, { epsilon }) => layerNormWasm(heap, x, undefined, scale, shift, epsilon),
  tensorflow: ({ x, scale, shift }, { epsilon }, backend) =>
    layerNormTensorflow(backend, x, undefined, scale, shift, epsilon),
  webgpu: (gpu, inputs, { epsilon }) => layerNormWebGpu(gpu, inputs, epsilon, noDropout),
  native: (ops, inputs, { epsilon }) => layerNormNative(ops, inputs, epsilon, noDropout),
});

/**
 * Layer normalisation over the last axis with the biased variance:
 * `(x - mean) / √(variance + epsilon) · scale + shift`. [..., hidden] → [..., hidden]
 *
 * @param scale - [hidden]
 * @param shift - [hidden]
 * @throws RangeError where scale or shift has another size
 */
export function layerNorm(x: tf.Tensor, scale: tf.Tensor1D, shift: tf.Tensor1D, epsilon: number): tf.Tensor {
  expectVector("layerNorm", "scale", scale, x);
  expectVector("layerNorm", "shift", shift, x);
  return withGradient(
    [x, scale, shift],
    () => {
      const [result, ...kept] = run({ x, scale, shift }, { epsilon }) as [tf.Tensor, ...tf.Tensor[]];
      return { result, kept: [x, scale, ...kept] };
    },
    (dy, [from, by, stats, normal]) =>
      layerNormGradient({
        ...{ dy, x: from!, stats: stats!, scale: by as tf.Tensor1D },
        ...(normal === undefined ? {} : { normal }),
      }),
  );
}
