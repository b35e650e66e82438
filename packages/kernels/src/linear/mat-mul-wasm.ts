import type * as tf from "@tensorflow/tfjs-core";
import type { WasmHeap } from "../wasm/wasm-heap.ts";
import type { MatMulAttributes, MatMulInputs } from "./mat-mul.ts";

/** One `gemm` for each matrix of the batch; transposes are strides. */
export function matMulWasm(
  heap: WasmHeap,
  { a, b }: MatMulInputs,
  { transposeA, transposeB }: MatMulAttributes,
): tf.TensorInfo {
  const batchShape = a.shape.slice(0, -2);
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const n = transposeB ? rowsB : columnsB;
  const out = heap.output([...batchShape, m, n]);
  const [addressA, addressB, addressC] = [heap.floats(a), heap.floats(b), heap.floats(out)];
  const batch = batchShape.reduce((product, size) => product * size, 1);
  for (let i = 0; i < batch; i++) {
    heap.kernels.gemm(
      addressA + i * m * k * 4,
      transposeA ? 1 : k,
      transposeA ? m : 1,
      addressB + i * k * n * 4,
      transposeB ? 1 : n,
      transposeB ? k : 1,
      addressC + i * m * n * 4,
      m,
      n,
      k,
      0,
      heap.scratch,
    );
  }
  return out;
}
