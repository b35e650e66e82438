/**
 * A growing table of pairs of symbols, numbered 0, 1, 2, … as they are added.
 *
 * Open addressing over typed arrays, so that a look-up makes no garbage.
 */
export class PairTable {
  #slots: Int32Array; // number of the pair + 1, 0 where free
  #mask: number;
  #symbols: Int32Array; // left and right of each pair, side by side: one look-up in memory finds both
  #size = 0;

  constructor(expected = 16) {
    let slots = 32;
    while (slots < expected * 2) slots *= 2;
    this.#slots = new Int32Array(slots);
    this.#mask = slots - 1;
    this.#symbols = new Int32Array(slots);
  }

  get size(): number {
    return this.#size;
  }

  left(index: number): number {
    return this.#symbols[2 * index]!;
  }

  right(index: number): number {
    return this.#symbols[2 * index + 1]!;
  }

  /** The number of a pair, or -1. */
  find(left: number, right: number): number {
    const slots = this.#slots;
    const symbols = this.#symbols;
    const mask = this.#mask;
    let slot = hash(left, right) & mask;
    for (;;) {
      const index = slots[slot]! - 1;
      if (index < 0) return -1;
      if (symbols[2 * index] === left && symbols[2 * index + 1] === right) return index;
      slot = (slot + 1) & mask;
    }
  }

  /** The number of a pair, which is added if it is new. */
  add(left: number, right: number): number {
    if (2 * this.#size === this.#symbols.length) this.#grow();
    const slots = this.#slots;
    const symbols = this.#symbols;
    const mask = this.#mask;
    let slot = hash(left, right) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const index = slots[slot]! - 1;
      if (symbols[2 * index] === left && symbols[2 * index + 1] === right) return index;
    }
    const index = this.#size++;
    symbols[2 * index] = left;
    symbols[2 * index + 1] = right;
    slots[slot] = index + 1;
    return index;
  }

  #place(index: number): void {
    let slot = hash(this.left(index), this.right(index)) & this.#mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    this.#slots[slot] = index + 1;
  }

  #grow(): void {
    const slots = this.#slots.length * 2;
    this.#slots = new Int32Array(slots);
    this.#mask = slots - 1;
    this.#symbols = enlarged(this.#symbols);
    for (let index = 0; index < this.#size; index++) this.#place(index);
  }
}

function hash(left: number, right: number): number {
  const mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

function enlarged(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
