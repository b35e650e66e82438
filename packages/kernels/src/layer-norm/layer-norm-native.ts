import type * as tf from "@tensorflow/tfjs-core";
import { type DropoutSite, dropoutIntegers } from "../dropout/dropout-native.ts";
import type { NativeTensor } from "../native-backend.ts";
import type { NativeOps } from "../native-ops.ts";

interface Operands {
  readonly x: tf.Tensor;
  readonly residual?: tf.Tensor;
  readonly bias?: tf.Tensor1D;
  readonly scale: tf.Tensor1D;
  readonly shift: tf.Tensor1D;
}

interface GradientOperands extends Omit<Operands, "shift"> {
  readonly dy: tf.Tensor;
  readonly stats: tf.Tensor;
}

/** norm(dropout(x + bias) + residual) in one pass over memory; and each row's mean and inverse deviation, [rows, 2]. */
export function layerNormNative(
  ops: NativeOps,
  { x, bias, residual, scale, shift }: Operands,
  epsilon: number,
  dropout: DropoutSite,
): readonly NativeTensor[] {
  const floats = ops.floats(epsilon, 1 / (1 - dropout.rate));
  const settings = [floats, dropoutIntegers(ops, dropout)];
  return ops.library("LukeLayerNorm", [x, bias, residual, scale, shift, ...settings], 2);
}

/** Gradients of x, scale, shift; of the residual where dropout sets it apart from x's; of the bias if there is one. */
export function layerNormGradientNative(
  ops: NativeOps,
  { dy, x, bias, residual, stats, scale }: GradientOperands,
  dropout: DropoutSite,
): readonly NativeTensor[] {
  const settings = [ops.floats(1 / (1 - dropout.rate)), dropoutIntegers(ops, dropout)];
  const operands = [dy, x, bias, residual, stats, scale, ...settings];
  const [dx, dResidual, dScale, dShift, dBias] = ops.library("LukeLayerNormGrad", operands, 5);
  const apart = residual !== undefined && dropout.rate !== 0;
  return [dx!, dScale!, dShift!, ...(apart ? [dResidual!] : []), ...(bias === undefined ? [] : [dBias!])];
}
