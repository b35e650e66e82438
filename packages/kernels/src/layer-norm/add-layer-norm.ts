import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { withGradient } from "../with-gradient.ts";
import { expectVector } from "./expect-vector.ts";
import { layerNormGradient } from "./layer-norm-gradient.ts";
import { layerNormPlain } from "./layer-norm-plain.ts";
import { layerNormTensorflow } from "./layer-norm-tensorflow.ts";
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
  tensorflow: ({ x, residual, scale, shift }, { epsilon }, backend) =>
    layerNormTensorflow(backend, x, residual, scale, shift, epsilon),
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
  return withGradient(
    [x, residual, scale, shift],
    () => {
      const outputs = run({ x, residual, scale, shift }, { epsilon }) as [tf.Tensor, ...tf.Tensor[]];
      const [result, ...kept] = outputs;
      return { result, kept: [x, residual, scale, ...kept] };
    },
    (dy, [from, other, by, stats, normal]) => {
      const [dx, ...rest] = layerNormGradient(dy, from!, other!, stats!, by as tf.Tensor1D, normal);
      return [dx, tf.clone(dx), ...rest];
    },
  );
}
