import { type Dropout, dropoutHash } from "@lukejs/kernels";

/** Dropout that drops the same of an example in any batch. */
export interface ExampleDropout extends Dropout {
  /** A number of each example, [batch]; without it what is dropped depends on the batch. */
  readonly exampleKeys?: Uint32Array;
}

/**
 * Dropout for the rows that a head reads: example by example, of each so many.
 *
 * @param counts - [batch]
 */
export function rowDropout(
  dropout: ExampleDropout | undefined,
  counts: readonly number[],
): Dropout | undefined {
  const keys = dropout?.exampleKeys;
  if (dropout === undefined || keys === undefined) return dropout;
  const rowKeys = new Uint32Array(counts.reduce((sum, count) => sum + count, 0));
  let at = 0;
  for (const [example, count] of counts.entries()) {
    for (let row = 0; row < count; row++) rowKeys[at++] = dropoutHash(row, keys[example]!);
  }
  return { ...dropout, rowKeys };
}
