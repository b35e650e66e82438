import type { NativeOps } from "../native-ops.ts";
import { dropoutThreshold } from "./dropout-mask.ts";

/** One site of dropout: what it drops depends on these and the place of an element alone. */
export interface DropoutSite {
  /** in [0, 1) */
  readonly rate: number;
  /** unsigned 32-bit integer */
  readonly seed: number;
}

export const noDropout: DropoutSite = { rate: 0, seed: 0 };

/** The operand `integers` of our ops; a threshold of 0 drops nothing. */
export function dropoutIntegers(ops: NativeOps, { rate, seed }: DropoutSite, ...others: number[]): number {
  return ops.integers(rate === 0 ? 0 : dropoutThreshold(rate) | 0, seed | 0, ...others);
}
