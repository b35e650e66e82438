/**
 * Times two or more ways of doing the same thing, interleaved in one process: the machine's mood hits all of them alike.
 * Each runs twice unmeasured first, or `unmeasured` times. Compare ratios of minima or medians, not times.
 */
export interface Timing {
  /** Seconds. */
  readonly minimum: number;
  readonly median: number;
  readonly maximum: number;
  readonly rounds: number;
}

export async function interleave<Name extends string>(
  sides: Readonly<Record<Name, () => unknown>>,
  rounds = 7,
  unmeasured = 2,
): Promise<Record<Name, Timing>> {
  const names = Object.keys(sides) as Name[];
  const seconds = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -unmeasured; round < rounds; round++) {
    // Alternate who goes first.
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const started = performance.now();
      await sides[name]();
      if (round >= 0) seconds[name].push((performance.now() - started) / 1000);
    }
  }
  return Object.fromEntries(names.map((name) => [name, summarise(seconds[name])])) as Record<Name, Timing>;
}

function summarise(seconds: readonly number[]): Timing {
  const sorted = seconds.toSorted((a, b) => a - b);
  return {
    minimum: sorted[0]!,
    median: sorted[sorted.length >> 1]!,
    maximum: sorted.at(-1)!,
    rounds: sorted.length,
  };
}
