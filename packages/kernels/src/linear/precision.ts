/** What the products of linear layers are computed in; parameters, sums and everything else are float32. */
export type Precision = "float32" | "bfloat16";

let chosen: Precision = "float32";

/**
 * Chooses for all linear layers from now on, forward and backward. bfloat16 (8 bits of precision, summed up in float32)
 * is for the native runtime; other backends stay with float32.
 */
export function setLinearPrecision(precision: Precision): void {
  chosen = precision;
}

export function linearPrecision(): Precision {
  return chosen;
}
