import { createRequire } from "node:module";
import { join } from "node:path";
import nodeUtil from "node:util";
import * as tf from "@tensorflow/tfjs-core";
import { loadCudaPrograms } from "./cuda-programs.ts";
import { loadOpLibrary } from "./op-library.ts";
import type { Runtime } from "./runtime-manifest.ts";

/** What the binding offers that is used here. */
interface Binding {
  readonly TF_Version: string;
  isUsingGpuDevice(): boolean;
}

export interface NativeState {
  readonly runtime: Runtime;
  /** Of the loaded library, e.g. "2.21.0". */
  readonly version: string;
  readonly gpu: boolean;
}

/** Where the stand-in for `@tensorflow/tfjs` in the runtime's folder finds the caller's own tfjs-core. */
export const coreSymbol = "@lukejs/backend/tfjs-core";

let loaded: NativeState | undefined;

/** The native library that this process holds: there is never a second one. */
export function nativeState(): NativeState | undefined {
  return loaded;
}

/**
 * Loads libtensorflow and tfjs-node's kernels from a prepared runtime and makes "tensorflow" the backend.
 *
 * The kernels ask for the package `@tensorflow/tfjs`; the runtime's folder holds a stand-in of that name, which answers
 * with the tfjs-core that this module imports. So tensors, engine and registries are the caller's, and the union
 * package, its layers and its downloader are never loaded.
 */
export async function loadNative(runtime: Runtime): Promise<NativeState> {
  if (loaded === undefined) {
    setEnvironment();
    restoreRemovedFunctions();
    addChainedOps();
    const require = createRequire(join(runtime.folder, "load.cjs"));
    Reflect.set(globalThis, Symbol.for(coreSymbol), createRequire(import.meta.url)("@tensorflow/tfjs-core"));
    const binding = loadQuietly(require);
    const { NodeJSKernelBackend } = require("./dist/nodejs_kernel_backend.js") as {
      NodeJSKernelBackend: new (binding: Binding, packageName: string) => tf.KernelBackend;
    };
    require("./dist/register_all_kernels.js");
    const opLibrary = (name: string, key: string) => loadOpLibrary(runtime, name, key);
    const cudaPrograms = (name: string, key: string) => loadCudaPrograms(runtime, name, key);
    tf.registerBackend(
      "tensorflow",
      // Packages with ops of their own ask the backend for them.
      () =>
        Object.assign(new NodeJSKernelBackend(binding, "@tensorflow/tfjs-node-gpu"), {
          ...{ opLibrary, cudaPrograms },
        }),
      3,
    );
    loaded = { runtime, version: binding.TF_Version, gpu: binding.isUsingGpuDevice() };
  }
  if (!(await tf.setBackend("tensorflow"))) {
    throw new Error("TensorFlow.js could not start the native backend");
  }
  return loaded;
}

/** Loading the library prints greetings that no setting turns off; `TF_CPP_MIN_LOG_LEVEL=0` asks to see them. */
function loadQuietly(require: NodeJS.Require): Binding {
  const load = (): Binding => require("./lib/tfjs_binding.node") as Binding;
  if (process.env["TF_CPP_MIN_LOG_LEVEL"] === "0") return load();
  const stderr = require("./lib/quiet_stderr.node") as { silence(): void; restore(): void };
  stderr.silence();
  try {
    return load();
  } finally {
    stderr.restore();
  }
}

/** Has to happen before the library is loaded; what the user set stays. */
function setEnvironment(): void {
  // Only errors of TensorFlow's own log: what fails in an op is thrown anyway.
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
  // Idle OpenMP threads of native op libraries leave the cores to TensorFlow's pool.
  process.env["OMP_WAIT_POLICY"] ??= "passive";
  process.env["TF_FORCE_GPU_ALLOW_GROWTH"] ??= "true";
}

/** tfjs-node 4.22 calls two functions that Node 23 removed from node:util. */
function restoreRemovedFunctions(): void {
  const util = nodeUtil as unknown as Record<string, unknown>;
  util["isNullOrUndefined"] ??= (value: unknown) => value === null || value === undefined;
  util["isArray"] ??= Array.isArray;
}

/** Some native kernels (Exp of integers, ArgMax of booleans, Prelu) call methods that tfjs-core alone does not add to tensors. */
function addChainedOps(): void {
  const prototype = tf.Tensor.prototype as unknown as Record<string, unknown>;
  prototype["toFloat"] ??= function toFloat(this: tf.Tensor) {
    return tf.cast(this, "float32");
  };
  prototype["toInt"] ??= function toInt(this: tf.Tensor) {
    return tf.cast(this, "int32");
  };
  const binary = { add: tf.add, sub: tf.sub, mul: tf.mul };
  for (const [name, op] of Object.entries(binary)) {
    prototype[name] ??= function chained(this: tf.Tensor, other: tf.TensorLike) {
      return op(this, other);
    };
  }
}
