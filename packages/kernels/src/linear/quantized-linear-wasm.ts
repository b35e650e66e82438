/** Linear layers with weights of 8 bits, a scale for each output, in WebAssembly. */
import type * as tf from "@tensorflow/tfjs-core";
import type { WasmHeap } from "../wasm/wasm-heap.ts";

/** Rows in whole numbers, two of 16 bits in an int32, and a scale for each row. */
interface Quantized {
  readonly heap: WasmHeap;
  readonly whole: tf.TensorInfo;
  readonly scales: tf.TensorInfo;
}

const ofWeights = new WeakMap<object, Quantized>();
const orphans = new FinalizationRegistry<Quantized>(free);

/** `x · weightᵀ + bias` into `out`. */
export function quantizedLinearWasm(
  heap: WasmHeap,
  x: tf.Tensor,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D | undefined,
  out: tf.TensorInfo,
): void {
  const [outputs, inputs] = weight.shape;
  if (x.size === 0 || outputs === 0) return;
  let known = ofWeights.get(weight.dataId);
  if (known === undefined) {
    known = quantized(heap, weight, outputs, inputs);
    ofWeights.set(weight.dataId, known);
    orphans.register(weight.dataId, known, known);
  }
  const rows = x.size / inputs;
  const given = quantized(heap, x, rows, inputs);
  heap.kernels.quantizedLinear(
    heap.integers(given.whole),
    heap.floats(given.scales),
    heap.integers(known.whole),
    heap.floats(known.scales),
    heap.floats(bias),
    heap.floats(out),
    rows,
    outputs,
    inputs,
  );
  free(given);
}

/** What is written in place has to be rounded again. */
export function forgetQuantized(weight: tf.TensorInfo): void {
  const known = ofWeights.get(weight.dataId);
  if (known === undefined) return;
  ofWeights.delete(weight.dataId);
  orphans.unregister(known);
  free(known);
}

function quantized(heap: WasmHeap, matrix: tf.Tensor, rows: number, columns: number): Quantized {
  const from = heap.floats(matrix);
  const whole = heap.output([rows, Math.ceil(columns / 8) * 4], "int32");
  const scales = heap.output([rows]);
  heap.kernels.quantizeRows(from, heap.integers(whole), heap.floats(scales), rows, columns);
  return { heap, whole, scales };
}

function free({ heap, whole, scales }: Quantized): void {
  heap.free(whole);
  heap.free(scales);
}
