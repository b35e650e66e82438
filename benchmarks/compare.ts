import type { Timing } from "./interleave.ts";
import type { PeerResult } from "./python-peer.ts";

/**
 * As `interleave`, for sides that measure themselves, in processes of their own.
 *
 * @throws Error where two sides do not come to the same result
 */
export async function compare<Name extends string>(
  sides: Readonly<Record<Name, () => Promise<PeerResult>>>,
  rounds: number,
  unmeasured = 2,
): Promise<Record<Name, Timing>> {
  const names = Object.keys(sides) as Name[];
  const seconds = new Map<Name, number[]>(names.map((name) => [name, []]));
  let agreed: number | undefined;
  for (let round = -unmeasured; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const measured = await sides[name]();
      agreed ??= measured.result;
      if (measured.result !== agreed) {
        throw new Error(`The sides differ: ${name} comes to ${measured.result}, another to ${agreed}`);
      }
      if (round >= 0) seconds.get(name)!.push(measured.seconds);
    }
  }
  const timings = names.map((name) => {
    const sorted = seconds.get(name)!.toSorted((a, b) => a - b);
    const timing: Timing = {
      minimum: sorted[0]!,
      median: sorted[sorted.length >> 1]!,
      maximum: sorted.at(-1)!,
      rounds,
    };
    return [name, timing] as const;
  });
  return Object.fromEntries(timings) as Record<Name, Timing>;
}
