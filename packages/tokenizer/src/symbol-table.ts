/**
 * Strings numbered 0, 1, 2, … as they are added, found again by their UTF-16 units where they stand in a text.
 *
 * Open addressing over typed arrays: tens of thousands of strings are added in milliseconds, without a Map's garbage.
 */
export class SymbolTable {
  #slots: Int32Array; // number of the string + 1, 0 where free
  #hashes: Int32Array; // by number
  #ends: Int32Array; // by number: where its units end
  #units: Uint16Array;
  #size = 0;
  #end = 0; // of the units in use

  constructor(expected: number) {
    let slots = 64;
    while (slots < expected * 2) slots *= 2;
    this.#slots = new Int32Array(slots);
    this.#hashes = new Int32Array(slots / 2);
    this.#ends = new Int32Array(slots / 2);
    this.#units = new Uint16Array(slots * 4);
  }

  get size(): number {
    return this.#size;
  }

  string(index: number): string {
    const start = index === 0 ? 0 : this.#ends[index - 1]!;
    return String.fromCharCode(...this.#units.subarray(start, this.#ends[index]));
  }

  /** The number of `text.slice(start, end)`, which is added if it is new. */
  add(text: string, start = 0, end: number = text.length): number {
    const hash = this.#write(text, start, end, 0);
    return this.#findOrAdd(hash, end - start);
  }

  /** The number of the two parts of `text` around `gap`, joined, which are added if they are new. */
  addJoined(text: string, gap: number): number {
    const hash = this.#write(text, 0, gap, 0);
    return this.#findOrAdd(this.#write(text, gap + 1, text.length, gap, hash), text.length - 1);
  }

  /** Writes units after those of the last string, `at` units on; returns their hash. */
  #write(text: string, start: number, end: number, at: number, hash = 0): number {
    const units = this.#roomFor(this.#end + at + end - start);
    let to = this.#end + at;
    for (let index = start; index < end; index++) {
      const unit = text.charCodeAt(index);
      units[to++] = unit;
      hash = Math.imul(hash ^ unit, 0x01000193) + 0x9e3779b9;
    }
    return hash | 0;
  }

  #roomFor(length: number): Uint16Array {
    if (length > this.#units.length) {
      const larger = new Uint16Array(Math.max(length, this.#units.length * 2));
      larger.set(this.#units);
      this.#units = larger;
    }
    return this.#units;
  }

  /** The string whose units stand after those of the last one, or -1. */
  #find(hash: number, length: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const found = slots[slot]! - 1;
      if (found < 0) return -1;
      if (this.#hashes[found] === hash && this.#equals(found, length)) return found;
    }
  }

  #findOrAdd(hash: number, length: number): number {
    const found = this.#find(hash, length);
    if (found >= 0) return found;
    if (this.#size === this.#hashes.length) this.#grow();
    const added = this.#size++;
    this.#end += length;
    this.#hashes[added] = hash;
    this.#ends[added] = this.#end;
    this.#place(added);
    return added;
  }

  #equals(index: number, length: number): boolean {
    const start = index === 0 ? 0 : this.#ends[index - 1]!;
    if (this.#ends[index]! - start !== length) return false;
    const units = this.#units;
    const end = this.#end;
    for (let at = 0; at < length; at++) if (units[start + at] !== units[end + at]) return false;
    return true;
  }

  #place(index: number): void {
    const mask = this.#slots.length - 1;
    const hash = this.#hashes[index]!;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = index + 1;
  }

  #grow(): void {
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const ends = new Int32Array(this.#ends.length * 2);
    ends.set(this.#ends);
    this.#ends = ends;
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let index = 0; index < this.#size; index++) this.#place(index);
  }
}
