import type { TensorFile } from "@lukejs/safetensors";

/** A file of weights, whatever its format: named tensors that are read one at a time. Close it when done. */
export type WeightFile = Pick<TensorFile, "shapes" | "dtypes" | "read" | "close">;
