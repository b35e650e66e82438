/** Our module beside TensorFlow.js's wasm backend, on the same memory. */
import * as tf from "@tensorflow/tfjs-core";
import { wantsPlainKernels } from "../environment-variable.ts";
import { outOfMemory } from "../errors.ts";
import { kernelsWasm } from "./kernels.wasm.ts";
import { shareIdentity } from "./share-identity.ts";
import type { WasmKernels } from "./wasm-kernels.ts";

/** What we use of the wasm backend. */
export interface WasmBackend {
  readonly wasm: {
    readonly asm?: { readonly memory: WebAssembly.Memory; malloc(bytes: number): number };
  };
  readonly dataIdMap: { get(id: object): { readonly memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: string): tf.TensorInfo;
  disposeData(id: object): boolean;
  incRef(id: object): void;
}

export interface WasmHeap {
  readonly kernels: WasmKernels;
  /** Working memory of `gemm`. */
  readonly scratch: number;
  /** Address of a float32 tensor; 0 for none. */
  floats(tensor: tf.TensorInfo | undefined): number;
  /** Address of an int32 tensor. */
  integers(tensor: tf.TensorInfo): number;
  /** A new tensor, not filled. */
  output(shape: readonly number[], dtype?: "float32" | "int32"): tf.TensorInfo;
  /** Of what `output` made. */
  free(tensor: tf.TensorInfo): void;
}

const heaps = new WeakMap<object, WasmHeap | null>();

/**
 * The heap of this backend, or null where it cannot be shared (a build with threads, or other internals) or
 * `LUKE_KERNELS=plain` asks for the definitions.
 */
export function wasmHeap(backend: unknown): WasmHeap | null {
  if (wantsPlainKernels()) return null;
  const known = heaps.get(backend as object);
  if (known !== undefined) return known;
  const made = attach(backend as WasmBackend);
  heaps.set(backend as object, made);
  if (made !== null) shareIdentity();
  return made;
}

function attach(backend: WasmBackend): WasmHeap | null {
  const asm = backend.wasm?.asm;
  if (asm === undefined) return null;
  let kernels: WasmKernels;
  try {
    const bytes = Uint8Array.from(atob(kernelsWasm), (character) => character.charCodeAt(0));
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory: asm.memory } });
    kernels = instance.exports as unknown as WasmKernels;
  } catch {
    return null;
  }
  const address = (tensor: tf.TensorInfo, dtype: string): number => {
    if (tensor.dtype !== dtype) throw new TypeError(`expected a tensor of ${dtype}, found ${tensor.dtype}`);
    return backend.dataIdMap.get(tensor.dataId).memoryOffset;
  };
  return {
    kernels,
    scratch: asm.malloc(kernels.gemmScratch()) >>> 0,
    floats: (tensor) => (tensor === undefined ? 0 : address(tensor, "float32")),
    integers: (tensor) => address(tensor, "int32"),
    free: ({ dataId }) => void backend.disposeData(dataId),
    output(shape, dtype = "float32") {
      const made = backend.makeOutput(shape, dtype);
      const size = tf.util.sizeFromShape([...shape]);
      if (size > 0 && backend.dataIdMap.get(made.dataId).memoryOffset === 0)
        throw outOfMemory(shape, size * 4);
      return made;
    },
  };
}
