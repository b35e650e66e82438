import type { TextSpan } from "../pipeline.ts";

/** The word tokens that touch a stretch of text; neither starts nor ends may fall. */
export function tokensOf(starts: Int32Array, ends: Int32Array, span: TextSpan): TextSpan {
  return { start: firstAbove(ends, span.start), end: firstAbove(starts, span.end - 1) };
}

/** The place of the first number above `limit`, or the length. */
function firstAbove(numbers: Int32Array, limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
