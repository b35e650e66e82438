import { fileURLToPath } from "node:url";
import { cudaName } from "./cuda-kernels.ts";
import { keyOf } from "./op-library-sources.ts";

/** How the programs for NVIDIA GPUs are compiled: what `setUpRuntime` of @lukejs/backend takes. */
export interface CudaSources {
  readonly name: string;
  /** Of all files in the folder. */
  readonly key: string;
  readonly folder: string;
  /** C++ that hands a source to NVRTC. */
  readonly compiler: string;
  /** Each is compiled for every architecture and size of a head. */
  readonly programs: readonly string[];
  readonly architectures: readonly number[];
  readonly heads: readonly number[];
}

const folder = fileURLToPath(new URL("../../cuda/", import.meta.url));

/** The CUDA sources of this package, for set-up. */
export function cudaSources(): CudaSources {
  return {
    name: cudaName,
    key: keyOf(folder),
    folder,
    compiler: "compile-cuda.cc",
    programs: ["sequence-attention"],
    architectures: [80, 90],
    heads: [32, 48, 64, 80, 96, 112, 128],
  };
}
