import { opLibrary } from "../native/op-library.ts";

/**
 * What the products of linear layers are computed in; parameters and everything else are float32.
 *
 * int8 is for inference alone: weights in 8 bits with a scale for each output, inputs in 8 bits with a scale for each
 * row, summed up in 32 bits.
 */
export type Precision = "float32" | "bfloat16" | "int8";

/**
 * Where bfloat16 is used: where the processor multiplies it faster than float32 (AMX; AVX512_BF16 of AMD), or
 * everywhere on the native runtime, which shows what its rounding does.
 */
export type PrecisionPlace = "faster" | "everywhere";

let chosen: Precision = "float32";
let place: PrecisionPlace = "faster";

/**
 * Chooses for all linear layers from now on, forward and backward. bfloat16 (8 bits of precision, summed up in float32)
 * is for the native runtime, int8 for its ops in C++ and for wasm; other backends stay with float32, and so do processors
 * on which bfloat16 would be slower.
 */
export function setLinearPrecision(precision: Precision, where: PrecisionPlace = "faster"): void {
  chosen = precision;
  place = where;
}

/** What {@link setLinearPrecision} has chosen. */
export function linearPrecision(): Precision {
  return chosen;
}

/** What a product on the native backend is computed in. */
export function servedPrecision(backend: unknown): Precision {
  if (chosen === "float32") return chosen;
  const library = opLibrary(backend);
  if (chosen === "int8") return "instructions" in library ? chosen : "float32";
  if (place === "everywhere") return chosen;
  return "instructions" in library && !library.bfloat16 ? "float32" : "bfloat16";
}
