import * as tf from "@tensorflow/tfjs-core";
import { ownKernels } from "./define-op.ts";
import { wantsPlainKernels } from "./environment-variable.ts";
import { cudaKernels, describeDevice } from "./native/cuda-kernels.ts";
import { opLibrary } from "./native/op-library.ts";
import { wasmHeap } from "./wasm/wasm-heap.ts";

export interface ServingKernel {
  /** Name of the op in tfjs's registry of kernels. */
  readonly op: string;
  /**
   * fused: ours in C++; cuda: ours for NVIDIA GPUs; shader: ours in WGSL; simd: ours in WebAssembly; typed arrays: ours in JavaScript; composed:
   * TensorFlow's ops in a row; plain: the definition, in stock ops.
   */
  readonly kernel: "fused" | "cuda" | "shader" | "simd" | "typed arrays" | "composed" | "plain";
  readonly reason: string;
}

/** Undefined where no GPU is used. */
function cudaReason(backend: unknown): { readonly serves: boolean; readonly reason: string } | undefined {
  const kernels = cudaKernels(backend);
  if ("missing" in kernels) {
    const used = (backend as { readonly isUsingGpuDevice?: boolean }).isUsingGpuDevice === true;
    return used ? { serves: false, reason: kernels.missing } : undefined;
  }
  const [where, heads] = [describeDevice(kernels.device), `heads of ${kernels.heads.join(", ")}`];
  if (kernels.verdict?.passed === true && !wantsPlainKernels()) {
    return { serves: true, reason: `CUDA, self-tested on ${where}; ${heads}` };
  }
  const reason = wantsPlainKernels()
    ? "LUKE_KERNELS=plain"
    : kernels.verdict === undefined
      ? `"luke doctor --gpu-selftest" has not tested those for ${where} yet`
      : `those for the GPU failed their self-test on ${where}`;
  return { serves: false, reason };
}

/** Whose precision can be chosen. */
const products = new Set(["LukeLinear", "LukeMatMul"]);

/** Which kernel serves each op of ours on the active backend, and why that one. */
export function kernelReport(): readonly ServingKernel[] {
  const name = tf.getBackend();
  const backend: unknown = tf.backend();
  return [...ownKernels].map(([op, own]) => {
    if (name !== "tensorflow" && wantsPlainKernels())
      return { op, kernel: "plain", reason: "LUKE_KERNELS=plain" };
    if (name === "tensorflow") {
      const library = opLibrary(backend);
      const cuda = own.has("cuda") ? cudaReason(backend) : undefined;
      if (cuda?.serves === true) return { op, kernel: "cuda", reason: cuda.reason };
      if (own.has("native") && "instructions" in library) {
        return { op, kernel: "fused", reason: `C++, ${library.instructions}, ${library.threads} threads` };
      }
      const missing =
        cuda?.reason ?? ("missing" in library && own.has("native") ? library.missing : "it has none in C++");
      if (products.has(op) && "bfloat16" in library && !library.bfloat16) {
        return {
          op,
          kernel: "composed",
          reason: `${missing}; bfloat16 is served in float32, which this processor multiplies faster`,
        };
      }
      return { op, kernel: own.has("tensorflow") ? "composed" : "plain", reason: missing };
    }
    if (name === "wasm" && own.has("wasm")) {
      return wasmHeap(backend) === null
        ? { op, kernel: "plain", reason: "the heap of this wasm backend cannot be reached" }
        : { op, kernel: "simd", reason: "AssemblyScript in the backend's heap" };
    }
    if (name === "webgpu" && own.has("webgpu")) {
      return { op, kernel: "shader", reason: "WGSL on the backend's device" };
    }
    if (name === "cpu" && own.has("cpu")) return { op, kernel: "typed arrays", reason: "the cpu backend" };
    return { op, kernel: "plain", reason: `it has none of its own for ${name}` };
  });
}
