import type { Random } from "../random.ts";

/** Dropout as a value: passing it is training mode. Every site of dropout draws one number from `random` as its seed. */
export interface Dropout {
  /** Rate on states and embeddings. */
  readonly hidden: number;
  /** Rate on attention probabilities. */
  readonly attention: number;
  readonly random: Random;
}
