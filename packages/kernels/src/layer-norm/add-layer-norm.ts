import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { expectVector } from "./expect-vector.ts";
import { layerNormGradient } from "./layer-norm-gradient.ts";
import { layerNormPlain } from "./layer-norm-plain.ts";
import { layerNormWasm } from "./layer-norm-wasm.ts";

interface AddLayerNormInputs {
  readonly x: tf.Tensor;
  readonly residual: tf.Tensor;
  readonly scale: tf.Tensor1D;
  readonly shift: tf.Tensor1D;
}

const run = defineOp<AddLayerNormInputs, { readonly epsilon: number }>({
  kernelName: "LukeAddLayerNorm",
  plain: ({ x, residual, scale, shift }, { epsilon }) =>
    layerNormPlain(tf.add(x, residual), scale, shift, epsilon),
  wasm: (heap, { x, residual, scale, shift }, { epsilon }) =>
    layerNormWasm(heap, x, residual, scale, shift, epsilon),
  gradient: {
    inputsToSave: ["x", "residual", "scale"],
    outputsToSave: [false, true],
    gradFunc: (dys, saved) => {
      const [x, residual, scale, stats] = saved as [tf.Tensor, tf.Tensor, tf.Tensor1D, tf.Tensor];
      const dy = (dys as unknown as tf.Tensor[])[0]!;
      const [dx, dscale, dshift] = layerNormGradient(dy, x, residual, stats, scale);
      return { x: () => dx, residual: () => tf.clone(dx), scale: () => dscale, shift: () => dshift };
    },
  },
});

/**
 * `layerNorm(x + residual)`: what ends both halves of a transformer layer.
 *
 * @param residual - the shape of x
 * @throws RangeError where a shape does not fit
 */
export function addLayerNorm(
  x: tf.Tensor,
  residual: tf.Tensor,
  scale: tf.Tensor1D,
  shift: tf.Tensor1D,
  epsilon: number,
): tf.Tensor {
  if (x.shape.join() !== residual.shape.join()) {
    throw new RangeError(
      `addLayerNorm: x is [${x.shape}], residual is [${residual.shape}], expected the same`,
    );
  }
  expectVector("addLayerNorm", "scale", scale, x);
  expectVector("addLayerNorm", "shift", shift, x);
  return tf.tidy(() => run({ x, residual, scale, shift }, { epsilon })[0]!);
}
