import type { Random } from "../random.ts";

/** Dropout as a value: passing it is training mode. Every site of dropout draws one number from `random` as its seed. */
export interface Dropout {
  /** Rate on states and embeddings. */
  readonly hidden: number;
  /** Rate on attention probabilities. */
  readonly attention: number;
  readonly random: Random;
  /** A key of each row of the states, so that what a row drops does not depend on where it stands; see `DropoutSite`. */
  readonly rowKeys?: Uint32Array | undefined;
}
