import type { TruncationStrategy } from "./luke-encoding.ts";

/** How many items the first and the second list lose. */
export interface Truncation {
  readonly first: number;
  readonly second: number;
  /** Why nothing is removed although it should be. */
  readonly warning?: string;
}

/**
 * Divides `remove` items to be removed between two lists, as the reference's Python tokenizers do.
 *
 * longest_first takes from the longer list until both are equal, then half of the rest from each (the odd one
 * from the second). A single strategy that cannot remove as many as asked removes none.
 *
 * @param second undefined if there is only one list
 */
export function truncation(
  strategy: TruncationStrategy,
  first: number,
  second: number | undefined,
  remove: number,
): Truncation {
  if (remove <= 0) return { first: 0, second: 0 };
  if (strategy === "longest_first" && second !== undefined) {
    const toEqual = Math.min(Math.abs(second - first), remove);
    const rest = remove - toEqual;
    const half = Math.floor(rest / 2);
    return first > second
      ? { first: Math.min(first, toEqual + half), second: Math.min(second, rest - half) }
      : { first: Math.min(first, half), second: Math.min(second, toEqual + rest - half) };
  }
  const which = strategy === "only_second" ? "second" : "first";
  const length = which === "first" ? first : second;
  if (length !== undefined && length > remove) return { first: 0, second: 0, [which]: remove };
  const found = length === undefined ? "there is none" : `it has ${length}`;
  return {
    first: 0,
    second: 0,
    warning: `Nothing was truncated: ${remove} should go from the ${which} sequence, but ${found}`,
  };
}
