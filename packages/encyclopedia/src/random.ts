/** What the generator asks of a source of random numbers. */
export interface RandomSource {
  /** A whole number in [0, below). */
  nextInt(below: number): number;
}

/** A counter-based source: the n-th number depends only on the seed, the stream and n (a 32-bit finalizer over a Weyl sequence). */
export function createRandom(seed: number, stream = ""): RandomSource {
  let state = seed >>> 0;
  for (let i = 0; i < stream.length; i++) state = mix(state ^ stream.charCodeAt(i));
  return {
    nextInt(below) {
      state = (state + 0x9e3779b9) >>> 0;
      return Math.floor((mix(state) / 4294967296) * below);
    },
  };
}

function mix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

export function pick<T>(random: RandomSource, items: readonly T[]): T {
  return items[random.nextInt(items.length)]!;
}

export function shuffle<T>(random: RandomSource, items: readonly T[]): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.nextInt(i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
