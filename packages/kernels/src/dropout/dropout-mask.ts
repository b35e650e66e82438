/** The definition: 0 or `1 / (1 - rate)` for each element, from a hash of (seed, element) in 32-bit integers. */
export function dropoutMask(size: number, rate: number, seed: number): Float32Array<ArrayBuffer> {
  const mask = new Float32Array(size);
  const keep = 1 / (1 - rate);
  const threshold = dropoutThreshold(rate);
  for (let i = 0; i < size; i++) {
    if (dropoutHash(i, seed) >= threshold) mask[i] = keep;
  }
  return mask;
}

/** The number, in [0, 2³²), that decides over an element. */
export function dropoutHash(element: number, seed: number): number {
  let h = Math.imul(element ^ seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13) ^ seed, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** An element whose hash is below this is dropped. */
export function dropoutThreshold(rate: number): number {
  return Math.min(Math.round(rate * 2 ** 32), 2 ** 32 - 1);
}
