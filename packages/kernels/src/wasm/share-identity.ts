import * as tf from "@tensorflow/tfjs-core";
import type { WasmBackend } from "./wasm-heap.ts";

/**
 * A clone on the wasm backend shares its tensor's memory, as on every other backend, instead of copying it:
 * what a gradient saves is a clone.
 */
export function shareIdentity(): void {
  const stock = tf.getKernel(tf.Identity, "wasm");
  if (stock === undefined) return;
  tf.unregisterKernel(tf.Identity, "wasm");
  tf.registerKernel({
    ...stock,
    kernelFunc: (call) => {
      const x = (call.inputs as { x: tf.TensorInfo }).x;
      if (x.dtype === "string") return stock.kernelFunc(call);
      (call.backend as WasmBackend).incRef(x.dataId);
      return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
    },
  });
}
