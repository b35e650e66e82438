/** Our own TensorFlow ops in C++ (`native/`), built by `luke setup` and loaded where they are first needed. */
import * as tf from "@tensorflow/tfjs-core";
import { environmentVariable, wantsPlainKernels } from "../environment-variable.ts";
import { opLibraryKey } from "./op-library-key.ts";

/** What the native backend answers when it is asked for the library. */
export type OpLibrary =
  | {
      readonly instructions: string;
      readonly threads: number;
      /** Whether this processor multiplies bfloat16 faster than float32. */
      readonly bfloat16: boolean;
    }
  /** Why there is none. */
  | { readonly missing: string };

export const opLibraryName = "luke_kernels";

interface BackendWithLibraries {
  readonly isUsingGpuDevice?: boolean;
  readonly opLibrary?: (name: string, key: string) => OpLibrary;
}

const known = new WeakMap<object, OpLibrary>();

/** The library in this backend. Loads it at the first call; says once on the console if it should be there and is not. */
export function opLibrary(backend: unknown): OpLibrary {
  if (wantsPlainKernels()) return { missing: "LUKE_KERNELS=plain" };
  const native = backend as BackendWithLibraries;
  const loaded = known.get(native);
  if (loaded !== undefined) return loaded;
  const library = load(native);
  known.set(native, library);
  return library;
}

/** Whether our C++ ops serve the active backend. */
export function hasOpLibrary(backend: unknown = tf.backend()): boolean {
  return "instructions" in opLibrary(backend);
}

function load(backend: BackendWithLibraries): OpLibrary {
  if (backend.opLibrary === undefined) return { missing: "this backend takes no op library" };
  if (backend.isUsingGpuDevice === true) return { missing: "the ops in C++ are for processors" };
  const library = backend.opLibrary(opLibraryName, opLibraryKey);
  if ("missing" in library && environmentVariable("LUKE_QUIET") !== "1") {
    console.warn(`luke: composed kernels serve instead of the fused ones: ${library.missing}`);
  }
  return library;
}
