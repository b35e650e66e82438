/** One op: a kernel name of ours, one gradient, a definition in stock ops, and faster kernels where a backend has one. */
import * as tf from "@tensorflow/tfjs-core";
import { wantsPlainKernels } from "./environment-variable.ts";
import { failCuda } from "./native/cuda-kernels.ts";
import { hasOpLibrary } from "./native/op-library.ts";
import type { NativeTensor } from "./native-backend.ts";
import { NativeOps } from "./native-ops.ts";
import { type WasmHeap, wasmHeap } from "./wasm/wasm-heap.ts";
import { WebGpu } from "./web-gpu/web-gpu.ts";

export type OpInputs = Readonly<Record<string, tf.Tensor>>;
type Result = tf.TensorInfo | tf.TensorInfo[];

export interface OpDefinition<Inputs extends object, Attributes extends object> {
  readonly kernelName: string;
  /** The definition; it serves every backend that has nothing better. */
  readonly plain: (inputs: Inputs, attributes: Attributes) => tf.Tensor | tf.Tensor[];
  readonly wasm?: (heap: WasmHeap, inputs: Inputs, attributes: Attributes) => Result;
  readonly cpu?: (inputs: Inputs, attributes: Attributes, backend: unknown) => Result;
  /** TensorFlow's ops in a row. */
  readonly tensorflow?: (inputs: Inputs, attributes: Attributes, backend: unknown) => Result;
  /** An op of ours in C++, before `tensorflow` where the library is there. */
  readonly native?: (ops: NativeOps, inputs: Inputs, attributes: Attributes) => readonly NativeTensor[];
  /** A program of ours for NVIDIA GPUs, before all others where a self-test allows it; nothing where it does not serve. */
  readonly cuda?: (
    ops: NativeOps,
    inputs: Inputs,
    attributes: Attributes,
  ) => readonly NativeTensor[] | undefined;
  /** A shader of ours; undefined where it does not serve these operands. */
  readonly webgpu?: (gpu: WebGpu, inputs: Inputs, attributes: Attributes) => Result | undefined;
  readonly gradient?: Omit<tf.GradConfig, "kernelName">;
}

type OwnKernel = "wasm" | "cpu" | "tensorflow" | "native" | "cuda" | "webgpu";

const backends = ["cpu", "wasm", "tensorflow", "webgl", "webgpu"] as const;

const declared = new Map<string, ReadonlySet<OwnKernel>>();

/** The kernels of our own that each op has, by its name. */
export const ownKernels: ReadonlyMap<string, ReadonlySet<OwnKernel>> = declared;

/** For the report, of an op that is not defined here. */
export function declareKernels(op: string, ...kernels: readonly OwnKernel[]): void {
  declared.set(op, new Set(kernels));
}

/** Registers the op and answers the function that runs it. */
export function defineOp<Inputs extends object, Attributes extends object>(
  definition: OpDefinition<Inputs, Attributes>,
): (inputs: Inputs, attributes: Attributes) => tf.Tensor[] {
  const { kernelName, gradient } = definition;
  const own = (["wasm", "cpu", "tensorflow", "native", "cuda", "webgpu"] as const).filter(
    (slot) => definition[slot] !== undefined,
  );
  (ownKernels as Map<string, ReadonlySet<OwnKernel>>).set(kernelName, new Set(own));
  for (const backendName of backends) {
    if (tf.getKernel(kernelName, backendName) !== undefined) continue;
    tf.registerKernel({ kernelName, backendName, kernelFunc: kernelFor(definition, backendName) });
  }
  if (gradient !== undefined && tf.getGradient(kernelName) === undefined) {
    tf.registerGradient({ kernelName, ...gradient });
  }
  return (inputs, attributes) => {
    checkTypes(kernelName, inputs as unknown as OpInputs);
    const result: tf.Tensor | tf.Tensor[] = tf
      .engine()
      .runKernel(kernelName, inputs as unknown as tf.NamedTensorMap, attributes as tf.NamedAttrMap);
    return Array.isArray(result) ? result : [result];
  };
}

const integers = new Set(["ids", "labels"]);

/** Kernels read numbers as they lie in memory. */
function checkTypes(kernelName: string, inputs: OpInputs): void {
  for (const [name, tensor] of Object.entries(inputs)) {
    const wanted = integers.has(name) ? "int32" : "float32";
    if (tensor === undefined || tensor.dtype === wanted) continue;
    const op = kernelName.slice(4, 5).toLowerCase() + kernelName.slice(5);
    throw new TypeError(`${op}: ${name} is of ${tensor.dtype}, expected ${wanted}`);
  }
}

function kernelFor<Inputs extends object, Attributes extends object>(
  { plain, wasm, cpu, tensorflow, native, cuda, webgpu }: OpDefinition<Inputs, Attributes>,
  backendName: (typeof backends)[number],
): tf.KernelFunc {
  const definition: tf.KernelFunc = ({ inputs, attrs }) =>
    tf.tidy(() => plain(inputs as unknown as Inputs, attrs as unknown as Attributes));
  if (backendName === "wasm" && wasm !== undefined) {
    return (call) => {
      const heap = wasmHeap(call.backend);
      if (heap === null) return definition(call);
      return wasm(heap, call.inputs as unknown as Inputs, call.attrs as unknown as Attributes);
    };
  }
  if (backendName === "webgpu" && webgpu !== undefined) {
    return (call) => {
      const [inputs, attributes] = [call.inputs as unknown as Inputs, call.attrs as unknown as Attributes];
      if (wantsPlainKernels()) return definition(call);
      return WebGpu.run(call.backend, (gpu) => webgpu(gpu, inputs, attributes)) ?? definition(call);
    };
  }
  const own = backendName === "cpu" ? cpu : backendName === "tensorflow" ? tensorflow : undefined;
  const composed: tf.KernelFunc =
    own === undefined
      ? definition
      : (call) => {
          if (backendName === "cpu" && wantsPlainKernels()) return definition(call);
          return own(call.inputs as unknown as Inputs, call.attrs as unknown as Attributes, call.backend);
        };
  if (backendName !== "tensorflow" || native === undefined) return composed;
  return (call) => {
    const [inputs, attributes] = [call.inputs as unknown as Inputs, call.attrs as unknown as Attributes];
    if (cuda !== undefined) {
      try {
        const made = NativeOps.run(call.backend, (ops) => cuda(ops, inputs, attributes) ?? []);
        if (made.length > 0) return made;
      } catch (error) {
        failCuda(call.backend, error);
      }
    }
    if (!hasOpLibrary(call.backend)) return composed(call);
    return NativeOps.run(call.backend, (ops) => native(ops, inputs, attributes));
  };
}
