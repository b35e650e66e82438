import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { NativeOps } from "../native-ops.ts";
import { bfloat16Product } from "./bfloat16-product.ts";
import { matMulWasm } from "./mat-mul-wasm.ts";
import type { Precision } from "./precision.ts";

export interface MatMulInputs {
  readonly a: tf.Tensor;
  readonly b: tf.Tensor;
}

export interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Of matrices on the native backend; float32 if absent. */
  readonly precision?: Precision;
}

const run = defineOp<MatMulInputs, MatMulAttributes>({
  kernelName: "LukeMatMul",
  plain: ({ a, b }, { transposeA, transposeB }) => tf.matMul(a, b, transposeA, transposeB),
  wasm: matMulWasm,
  tensorflow: ({ a, b }, { transposeA, transposeB, precision }, backend) =>
    NativeOps.run(backend, (ops) => [
      precision === "bfloat16"
        ? bfloat16Product(ops, a, b, transposeA, transposeB)
        : a.rank === 2
          ? ops.matMul(ops.of(a), ops.of(b), transposeA, transposeB)
          : ops.batchMatMul(ops.of(a), ops.of(b), transposeA, transposeB),
    ]),
  gradient: {
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b], attributes) => {
      const { transposeA, transposeB } = attributes as unknown as MatMulAttributes;
      const d = dy as tf.Tensor;
      return {
        a: () => (transposeA ? matMul(b!, d, transposeB, true) : matMul(d, b!, false, !transposeB)),
        b: () => (transposeB ? matMul(d, a!, true, transposeA) : matMul(a!, d, !transposeA, false)),
      };
    },
  },
});

/**
 * Matrix product over the last two axes, with equal batch axes before them (rank 2 to 4).
 * [..., m, k] × [..., k, n] → [..., m, n]
 *
 * @throws RangeError where batch axes or inner sizes differ
 */
export function matMul(a: tf.Tensor, b: tf.Tensor, transposeA = false, transposeB = false): tf.Tensor {
  const inner = a.shape.at(transposeA ? -2 : -1);
  const sameBatch = a.shape.slice(0, -2).join() === b.shape.slice(0, -2).join();
  if (a.rank < 2 || b.rank < 2 || !sameBatch || inner !== b.shape.at(transposeB ? -1 : -2)) {
    const [ta, tb] = [transposeA ? "ᵀ" : "", transposeB ? "ᵀ" : ""];
    throw new RangeError(
      `matMul: cannot multiply [${a.shape}]${ta} by [${b.shape}]${tb}; wanted equal batch axes and inner sizes`,
    );
  }
  return run({ a, b }, { transposeA, transposeB })[0]!;
}

/** Of matrices that fit; has no gradient in bfloat16. */
export function productIn(
  precision: Precision,
  a: tf.Tensor,
  b: tf.Tensor,
  transposeA: boolean,
  transposeB: boolean,
): tf.Tensor {
  return run({ a, b }, { transposeA, transposeB, precision })[0]!;
}
