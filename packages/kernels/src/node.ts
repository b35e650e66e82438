export { type CudaSources, cudaSources } from "./native/cuda-sources.ts";
export { type OpLibrarySources, type OpLibraryUnit, opLibrarySources } from "./native/op-library-sources.ts";
