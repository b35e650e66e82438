import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { hasOpLibrary } from "../native/op-library.ts";
import type { NativeTensor } from "../native-backend.ts";
import { NativeOps } from "../native-ops.ts";
import { refuseCollected } from "../rows/row-gradients.ts";
import { wasmHeap } from "../wasm/wasm-heap.ts";
import { bfloat16Product, keepRounded } from "./bfloat16-product.ts";
import { columnSum } from "./column-sum.ts";
import { productIn } from "./mat-mul.ts";
import { linearPrecision, type Precision, servedPrecision } from "./precision.ts";
import { quantizedLinear } from "./quantized-linear.ts";
import { quantizedLinearWasm } from "./quantized-linear-wasm.ts";
import { forgetTurned, turnedWeight } from "./turned-weight.ts";

interface LinearInputs {
  readonly x: tf.Tensor;
  readonly weight: tf.Tensor2D;
  readonly bias?: tf.Tensor1D;
}

interface LinearAttributes {
  readonly precision: Precision;
  /** Whether a gradient will be asked for. */
  readonly recorded: boolean;
}

const run = defineOp<LinearInputs, LinearAttributes>({
  kernelName: "LukeLinear",
  plain: ({ x, weight, bias }) => {
    const product = tf.matMul(asRows(x), weight, false, true); // [rows, out]
    const y = bias === undefined ? product : tf.add(product, bias);
    return tf.reshape(y, outputShape(x, weight));
  },
  wasm: (heap, { x, weight, bias }, { precision }) => {
    const [width, inputs] = weight.shape;
    const rows = x.size / inputs;
    const out = heap.output(outputShape(x, weight));
    if (precision === "int8" && inputs > 0) {
      quantizedLinearWasm(heap, x, weight, bias, out);
      return out;
    }
    const [from, table, to] = [heap.floats(x), heap.floats(weight), heap.floats(out)];
    heap.kernels.gemm(
      from,
      inputs,
      1,
      table,
      1,
      inputs,
      to,
      rows,
      width,
      inputs,
      heap.floats(bias),
      heap.scratch,
    );
    return out;
  },
  tensorflow: ({ x, weight, bias }, { precision, recorded }, backend) =>
    NativeOps.run(backend, (ops) => {
      if (precision === "int8") return [quantizedLinear(ops, x, weight, bias)];
      const product = multiply(ops, x, weight, precision, recorded); // [rows, out]
      const y = bias === undefined ? product : withBias(ops, product, bias);
      return [x.rank === 2 ? y : ops.reshape(y.id, outputShape(x, weight))];
    }),
  gradient: {
    inputsToSave: ["x", "weight"],
    gradFunc: (dy, saved, attributes) => {
      const [x, weight] = saved as [tf.Tensor, tf.Tensor2D];
      const { precision } = attributes as unknown as LinearAttributes;
      if (precision === "int8") throw new TypeError("linear: int8 is for inference, it has no gradient");
      const d = asRows(dy as tf.Tensor);
      return {
        x: () => tf.reshape(productIn(precision, d, weight, false, false), x.shape),
        weight: () => productIn(precision, d, asRows(x), true, false),
        bias: () => columnSum(d),
      };
    },
  },
});

/**
 * `x · weightᵀ + bias` over the last axis. [..., in] → [..., out]
 *
 * @param weight - [out, in], as checkpoints store it
 * @param bias - [out]
 * @throws RangeError where the sizes do not fit
 */
export function linear(x: tf.Tensor, weight: tf.Tensor2D, bias?: tf.Tensor1D): tf.Tensor {
  refuseCollected("linear", weight);
  const [width, inputs] = weight.shape;
  if (weight.rank !== 2 || x.shape.at(-1) !== inputs) {
    throw new RangeError(
      `linear: x is [${x.shape}], weight is [${weight.shape}]; expected [..., in] and [out, in]`,
    );
  }
  if (bias !== undefined && (bias.rank !== 1 || bias.size !== width)) {
    throw new RangeError(`linear: weight is [${weight.shape}], bias is [${bias.shape}], expected [${width}]`);
  }
  const precision = servedHere();
  if (precision === "bfloat16") {
    // What is rounded is kept by its tensor: the rows are one.
    if (x.rank !== 2) {
      return tf.tidy(() => tf.reshape(linear(asRows(x), weight, bias), outputShape(x, weight)));
    }
    keepRounded(weight);
  }
  const recorded = tf.engine().state.gradientDepth > 0;
  return run(bias === undefined ? { x, weight } : { x, weight, bias }, { precision, recorded })[0]!;
}

function servedHere(): Precision {
  if (tf.getBackend() === "tensorflow") return servedPrecision(tf.backend());
  const inWasm =
    tf.getBackend() === "wasm" && linearPrecision() === "int8" && wasmHeap(tf.backend()) !== null;
  return inWasm ? "int8" : "float32";
}

/** The product is nobody else's: our op writes into it. */
function withBias(ops: NativeOps, product: NativeTensor, bias: tf.Tensor1D): NativeTensor {
  if (!hasOpLibrary(ops.backend)) return ops.call("BiasAdd", product.id, ops.of(bias));
  return ops.library("LukeAddBias", [product.id, bias], 1)[0]!;
}

function multiply(
  ops: NativeOps,
  x: tf.Tensor,
  weight: tf.Tensor2D,
  precision: Precision,
  recorded: boolean,
): NativeTensor {
  if (precision === "bfloat16") return bfloat16Product(ops, x, weight, false, true);
  const shape = rowsShape(x);
  const rows = x.rank === 2 ? ops.of(x) : ops.reshape(ops.of(x), shape).id;
  if (recorded) forgetTurned(weight);
  const turned = recorded ? undefined : turnedWeight(ops, weight, shape[0]);
  return turned === undefined ? ops.matMul(rows, ops.of(weight), false, true) : ops.matMul(rows, turned);
}

function outputShape(x: tf.Tensor, weight: tf.Tensor2D): number[] {
  return [...x.shape.slice(0, -1), weight.shape[0]];
}

/** [..., columns] → [rows, columns] */
function asRows(x: tf.Tensor): tf.Tensor2D {
  return tf.reshape(x, rowsShape(x));
}

function rowsShape(x: tf.Tensor): [rows: number, columns: number] {
  const columns = x.shape.at(-1)!;
  return [columns === 0 ? 0 : x.size / columns, columns];
}
