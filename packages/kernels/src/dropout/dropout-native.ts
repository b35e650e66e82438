import type { NativeOps } from "../native-ops.ts";
import { dropoutThreshold } from "./dropout-mask.ts";

/** One site of dropout: what it drops depends on these and the place of an element alone. */
export interface DropoutSite {
  /** in [0, 1) */
  readonly rate: number;
  /** unsigned 32-bit integer */
  readonly seed: number;
  /**
   * A number of each row; rows lie along the last axis. A row with key `k` drops what one alone with the seed
   * `dropoutHash(k, seed)` would, wherever it stands.
   */
  readonly rowKeys?: Uint32Array | undefined;
}

export const noDropout: DropoutSite = { rate: 0, seed: 0 };

/** The operand `integers` of our ops: threshold (0 drops nothing), seed, others of the op, a key of each row if there are. */
export function dropoutIntegers(ops: NativeOps, site: DropoutSite, ...others: number[]): number {
  const { rate, seed, rowKeys = noKeys } = site;
  const head = [rate === 0 ? 0 : dropoutThreshold(rate) | 0, seed | 0, ...others];
  if (rate === 0 || rowKeys.length === 0) return ops.integers(...head);
  const integers = new Int32Array(head.length + rowKeys.length);
  integers.set(head);
  integers.set(rowKeys, head.length);
  return ops.integerVector(integers);
}

const noKeys = new Uint32Array(0);

/**
 * Refuses a site that does not fit; `name` is that of the function that was called.
 *
 * @throws RangeError for a rate outside [0, 1), or keys of another number of rows
 */
export function checkDropout(name: string, { rate, rowKeys }: DropoutSite, rows: number): void {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`${name}: rate is ${rate}, expected a number in [0, 1)`);
  if (rowKeys !== undefined && rowKeys.length !== rows) {
    throw new RangeError(`${name}: ${rowKeys.length} row keys, expected ${rows}, one for each row`);
  }
}
