import type * as tf from "@tensorflow/tfjs-core";
import type { WasmHeap } from "../wasm/wasm-heap.ts";

/** As `layerNormPlain` of x + residual, in two passes over a row while it is in the cache. */
export function layerNormWasm(
  heap: WasmHeap,
  x: tf.Tensor,
  residual: tf.Tensor | undefined,
  scale: tf.Tensor1D,
  shift: tf.Tensor1D,
  epsilon: number,
): [tf.TensorInfo, tf.TensorInfo] {
  const hidden = x.shape.at(-1)!;
  const y = heap.output(x.shape);
  const stats = heap.output([...x.shape.slice(0, -1), 2]);
  heap.kernels.layerNorm(
    heap.floats(x),
    heap.floats(residual),
    heap.floats(scale),
    heap.floats(shift),
    heap.floats(y),
    heap.floats(stats),
    x.size / hidden,
    hidden,
    epsilon,
  );
  return [y, stats];
}
