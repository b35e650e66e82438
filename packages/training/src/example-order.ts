import { Random } from "@lukejs/kernels";

/** One example of an update: which one, and in which pass over the data. */
export interface ExampleVisit {
  /** Counted from 0 over all stages. */
  readonly epoch: number;
  /** Global index of the example. */
  readonly index: number;
}

/** Sets the order's random numbers apart from those of dropout. */
const ORDER_KEY = 1;

/**
 * The order in which examples are visited: each epoch is a permutation keyed by (seed, epoch), and updates cut
 * the endless sequence of epochs into equal pieces. A position in it is all that a resumed run needs.
 */
export class ExampleOrder {
  readonly #seed: number;
  readonly #size: number;
  readonly #permutations = new Map<number, Int32Array>();

  constructor(size: number, seed: number) {
    if (!(size >= 1)) throw new RangeError(`Cannot order ${size} examples: expected at least one`);
    this.#seed = seed;
    this.#size = size;
  }

  /** `count` visits from `position` on, which counts examples since the start of epoch `firstEpoch`. */
  visits(firstEpoch: number, position: number, count: number): ExampleVisit[] {
    return Array.from({ length: count }, (_, i) => {
      const epoch = firstEpoch + Math.floor((position + i) / this.#size);
      return { epoch, index: this.#permutation(epoch)[(position + i) % this.#size]! };
    });
  }

  #permutation(epoch: number): Int32Array {
    const known = this.#permutations.get(epoch);
    if (known !== undefined) return known;
    for (const old of this.#permutations.keys()) if (old < epoch - 1) this.#permutations.delete(old);
    const found = new Random(this.#seed, ORDER_KEY, epoch).permutation(this.#size);
    this.#permutations.set(epoch, found);
    return found;
  }
}
