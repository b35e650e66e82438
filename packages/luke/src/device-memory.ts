import * as tf from "@tensorflow/tfjs-core";
import { freeMemory } from "#free-memory";

/** What the active backend can still hold, as far as it tells. Bytes. */
export interface DeviceMemory {
  /** Where the tensors go: "WebAssembly", "this machine", … */
  readonly name: string;
  readonly available?: number;
  /** The largest single tensor. */
  readonly largest?: number;
}

/** WebAssembly addresses memory with 32 bits. */
const wasmLimit = 2 ** 32;

/** Room for tensors on the active backend: WebAssembly's 4 GiB, WebGPU's largest buffer, the memory of the machine. */
export function deviceMemory(): DeviceMemory {
  const free = freeMemory();
  const machine = free === undefined ? {} : { available: free };
  switch (tf.getBackend()) {
    case "wasm": {
      const left = wasmLimit - tf.memory().numBytes;
      return free === undefined || left < free
        ? { name: "WebAssembly (4 GiB)", available: left }
        : { name: "this machine", ...machine };
    }
    case "webgpu": {
      const { device } = tf.backend() as unknown as { device?: { limits?: Record<string, number> } };
      const { maxBufferSize, maxStorageBufferBindingSize } = device?.limits ?? {};
      const largest = Math.min(maxBufferSize ?? Infinity, maxStorageBufferBindingSize ?? Infinity);
      return { name: "WebGPU", ...(Number.isFinite(largest) ? { largest } : {}) };
    }
    default:
      return { name: "this machine", ...machine };
  }
}
