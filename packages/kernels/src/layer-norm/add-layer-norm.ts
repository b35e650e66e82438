import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { dropout as drop } from "../dropout/dropout.ts";
import { checkDropout, type DropoutSite, noDropout } from "../dropout/dropout-native.ts";
import { fusesPasses } from "../fuses-passes.ts";
import { withGradient } from "../with-gradient.ts";
import { expectVector } from "./expect-vector.ts";
import { layerNormGradient } from "./layer-norm-gradient.ts";
import { layerNormNative } from "./layer-norm-native.ts";
import { layerNormPlain } from "./layer-norm-plain.ts";
import { layerNormTensorflow } from "./layer-norm-tensorflow.ts";
import { layerNormWasm } from "./layer-norm-wasm.ts";
import { layerNormWebGpu } from "./layer-norm-web-gpu.ts";

interface AddLayerNormInputs {
  readonly x: tf.Tensor;
  readonly residual: tf.Tensor;
  readonly scale: tf.Tensor1D;
  readonly shift: tf.Tensor1D;
  /** Of the fused ops alone, as dropout. */
  readonly bias?: tf.Tensor1D;
}

interface AddLayerNormAttributes extends DropoutSite {
  readonly epsilon: number;
}

export interface AddLayerNormOptions {
  /** Added to x. [hidden] */
  readonly bias?: tf.Tensor1D | undefined;
  /** Of x and its bias, before the residual is added. */
  readonly dropout?: DropoutSite | undefined;
}

const run = defineOp<AddLayerNormInputs, AddLayerNormAttributes>({
  kernelName: "LukeAddLayerNorm",
  plain: ({ x, residual, scale, shift }, { epsilon }) =>
    layerNormPlain(tf.add(x, residual), scale, shift, epsilon),
  wasm: (heap, { x, residual, scale, shift }, { epsilon }) =>
    layerNormWasm(heap, x, residual, scale, shift, epsilon),
  tensorflow: ({ x, residual, scale, shift }, { epsilon }, backend) =>
    layerNormTensorflow(backend, x, residual, scale, shift, epsilon),
  webgpu: (gpu, inputs, { epsilon, ...dropout }) => layerNormWebGpu(gpu, inputs, epsilon, dropout),
  native: (ops, inputs, { epsilon, ...dropout }) => layerNormNative(ops, inputs, epsilon, dropout),
});

/**
 * `layerNorm(dropout(x + bias) + residual)`: what ends both halves of a transformer layer.
 *
 * @param residual - the shape of x
 * @throws RangeError where a shape or the keys of rows do not fit, or the rate is outside [0, 1)
 */
export function addLayerNorm(
  x: tf.Tensor,
  residual: tf.Tensor,
  scale: tf.Tensor1D,
  shift: tf.Tensor1D,
  epsilon: number,
  { bias, dropout = noDropout }: AddLayerNormOptions = {},
): tf.Tensor {
  if (x.shape.join() !== residual.shape.join()) {
    throw new RangeError(
      `addLayerNorm: x is [${x.shape}], residual is [${residual.shape}], expected the same`,
    );
  }
  expectVector("addLayerNorm", "scale", scale, x);
  expectVector("addLayerNorm", "shift", shift, x);
  if (bias !== undefined) expectVector("addLayerNorm", "bias", bias, x);
  checkDropout("addLayerNorm", dropout, x.size / x.shape.at(-1)!);
  if ((bias !== undefined || dropout.rate !== 0) && !fusesPasses(x)) {
    return tf.tidy(() => {
      const moved = bias === undefined ? x : tf.add(x, bias);
      const dropped = dropout.rate === 0 ? moved : drop(moved, dropout.rate, dropout.seed, dropout.rowKeys);
      return addLayerNorm(dropped, residual, scale, shift, epsilon);
    });
  }
  const optional = bias === undefined ? {} : { bias };
  return withGradient(
    [x, residual, scale, shift, ...Object.values(optional)],
    () => {
      const outputs = run({ x, residual, scale, shift, ...optional }, { epsilon, ...dropout });
      const [result, ...kept] = outputs as [tf.Tensor, ...tf.Tensor[]];
      return { result, kept: [x, residual, scale, ...Object.values(optional), ...kept] };
    },
    (dy, kept) => {
      const [from, other, by, ...rest] = kept as [tf.Tensor, tf.Tensor, tf.Tensor1D, ...tf.Tensor[]];
      const added = bias === undefined ? {} : { bias: rest.shift() as tf.Tensor1D };
      const [stats, normal] = rest as [tf.Tensor, tf.Tensor?];
      const inputs = { dy, x: from, residual: other, stats, scale: by, ...added };
      const gradients = layerNormGradient(
        { ...inputs, ...(normal === undefined ? {} : { normal }) },
        dropout,
      );
      const [dx, dScale, dShift, ...others] = gradients as [tf.Tensor, tf.Tensor, tf.Tensor, ...tf.Tensor[]];
      const dResidual = dropout.rate === 0 ? tf.clone(dx) : others.shift()!;
      return [dx, dResidual, dScale, dShift, ...others];
    },
  );
}
