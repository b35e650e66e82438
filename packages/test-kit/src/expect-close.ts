/**
 * Fails unless every pair of numbers is within `atol`; names the worst position.
 * NaN equals NaN, and an infinity only itself.
 */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  atol: number,
  what = "values",
): void {
  if (actual.length !== expected.length) {
    throw new Error(`${what}: ${actual.length} numbers, expected ${expected.length}`);
  }
  let worst = 0;
  let worstAt = -1;
  for (let i = 0; i < actual.length; i++) {
    const a = actual[i]!;
    const e = expected[i]!;
    if (Object.is(a, e) || a === e || (Number.isNaN(a) && Number.isNaN(e))) continue;
    const difference = Math.abs(a - e);
    if (!(difference <= worst)) {
      worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
      worstAt = i;
    }
  }
  if (worst > atol) {
    throw new Error(
      `${what}: at ${worstAt} found ${actual[worstAt]}, expected ${expected[worstAt]} (difference ${worst}, allowed ${atol})`,
    );
  }
}
