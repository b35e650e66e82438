import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { expectVector } from "./expect-vector.ts";
import { layerNormGradient } from "./layer-norm-gradient.ts";
import { layerNormPlain } from "./layer-norm-plain.ts";
import { layerNormWasm } from "./layer-norm-wasm.ts";

interface LayerNormInputs {
  readonly x: tf.Tensor;
  readonly scale: tf.Tensor1D;
  readonly shift: tf.Tensor1D;
}

const run = defineOp<LayerNormInputs, { readonly epsilon: number }>({
  kernelName: "LukeLayerNorm",
  plain: ({ x, scale, shift }, { epsilon }) => layerNormPlain(x, scale, shift, epsilon),
  wasm: (heap, { x, scale, shift }, { epsilon }) => layerNormWasm(heap, x, undefined, scale, shift, epsilon),
  gradient: {
    inputsToSave: ["x", "scale"],
    outputsToSave: [false, true],
    gradFunc: (dys, saved) => {
      const [x, scale, stats] = saved as [tf.Tensor, tf.Tensor1D, tf.Tensor];
      const [dx, dscale, dshift] = layerNormGradient(
        (dys as unknown as tf.Tensor[])[0]!,
        x,
        undefined,
        stats,
        scale,
      );
      return { x: () => dx, scale: () => dscale, shift: () => dshift };
    },
  },
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
  return tf.tidy(() => run({ x, scale, shift }, { epsilon })[0]!);
}
