/**
 * Positions waiting for a merge, by the rank of its rule: a bucket for each rank, and a bit that says it is not empty.
 *
 * Ranks are few and bounded, so that a push costs the same whatever the number of positions.
 */
export class MergeQueue {
  readonly #heads: Int32Array; // by rank: last entry + 1, 0 where the bucket is empty
  readonly #filled: Int32Array; // a bit for each rank
  #positions: Int32Array = new Int32Array(256); // by entry
  #befores: Int32Array = new Int32Array(256); // by entry: the entry before it in its bucket, + 1
  #size = 0;
  #lowest = 0; // no rank of a lower word of bits is filled

  constructor(numRanks: number) {
    this.#heads = new Int32Array(numRanks);
    this.#filled = new Int32Array((numRanks >> 5) + 1);
  }

  /** Makes room for `length` entries; the queue must be empty. */
  reserve(length: number): void {
    if (length <= this.#positions.length) return;
    this.#positions = new Int32Array(length);
    this.#befores = new Int32Array(length);
  }

  push(rank: number, position: number): void {
    if (this.#size === this.#positions.length) this.#grow();
    const entry = this.#size++;
    this.#positions[entry] = position;
    this.#befores[entry] = this.#heads[rank]!;
    this.#heads[rank] = entry + 1;
    const word = rank >> 5;
    this.#filled[word]! |= 1 << (rank & 31);
    if (word < this.#lowest) this.#lowest = word;
  }

  /** The lowest rank that positions wait for, or -1; then the queue's memory is free again. */
  lowestRank(): number {
    const filled = this.#filled;
    for (let word = this.#lowest; word < filled.length; word++) {
      const bits = filled[word]!;
      if (bits === 0) continue;
      this.#lowest = word;
      return (word << 5) + 31 - Math.clz32(bits & -bits);
    }
    this.#lowest = filled.length;
    this.#reset();
    return -1;
  }

  /** Takes out all positions that wait for a rank, in ascending order. */
  take(rank: number): Int32Array {
    let count = 0;
    for (let entry = this.#heads[rank]!; entry !== 0; entry = this.#befores[entry - 1]!) count += 1;
    const taken = new Int32Array(count);
    let isSorted = true;
    let next = Number.POSITIVE_INFINITY;
    for (let entry = this.#heads[rank]!; entry !== 0; entry = this.#befores[entry - 1]!) {
      const position = this.#positions[entry - 1]!;
      if (position > next) isSorted = false;
      taken[--count] = next = position;
    }
    this.#heads[rank] = 0;
    this.#filled[rank >> 5]! &= ~(1 << (rank & 31));
    return isSorted ? taken : taken.sort();
  }

  #grow(): void {
    const positions = new Int32Array(this.#size * 2);
    positions.set(this.#positions);
    this.#positions = positions;
    const befores = new Int32Array(this.#size * 2);
    befores.set(this.#befores);
    this.#befores = befores;
  }

  #reset(): void {
    this.#size = 0;
    if (this.#positions.length <= KEPT_ENTRIES) return;
    this.#positions = new Int32Array(256);
    this.#befores = new Int32Array(256);
  }
}

/** What a word longer than this needs is given back after it. */
const KEPT_ENTRIES = 1 << 21;
