const POSITIONS = 2 ** 27;

/** A binary heap of (rank, position), lowest rank and then lowest position first, each pair in one number. */
export class MergeHeap {
  /** Rank and position that the last `pop` took out. */
  rank = 0;
  position = 0;
  #keys: Float64Array = new Float64Array(256);
  #size = 0;

  clear(): void {
    this.#size = 0;
  }

  push(rank: number, position: number): void {
    if (this.#size === this.#keys.length) {
      const larger = new Float64Array(this.#size * 2);
      larger.set(this.#keys);
      this.#keys = larger;
    }
    const keys = this.#keys;
    const key = rank * POSITIONS + position;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent]! <= key) break;
      keys[at] = keys[parent]!;
      at = parent;
    }
    keys[at] = key;
  }

  /** Takes the first pair out into `rank` and `position`; false if there is none. */
  pop(): boolean {
    if (this.#size === 0) return false;
    const keys = this.#keys;
    const first = keys[0]!;
    const last = keys[--this.#size]!;
    const size = this.#size;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && keys[child + 1]! < keys[child]!) child += 1;
      if (keys[child]! >= last) break;
      keys[at] = keys[child]!;
      at = child;
    }
    keys[at] = last;
    this.rank = Math.floor(first / POSITIONS);
    this.position = first - this.rank * POSITIONS;
    return true;
  }
}
