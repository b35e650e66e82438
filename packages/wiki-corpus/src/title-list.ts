/**
 * Titles in typed arrays, as UTF-8: numbered in order, found by open addressing. Some 35 bytes a title of an encyclopedia,
 * where a Map of strings takes 100 and more, and nothing for the garbage collector to walk.
 */
export class TitleList {
  /** Of all titles, one after the other. */
  #bytes: Uint8Array = new Uint8Array(1 << 12);
  /** Where each title ends in `#bytes`. */
  #ends: Uint32Array = new Uint32Array(1 << 8);
  /** Open addressing: number + 1, 0 where empty; less than two thirds of them are taken. */
  #slots: Uint32Array = new Uint32Array(1 << 9);
  #taken = 0;
  #size = 0;

  /** Titles, with those that came twice. */
  get size(): number {
    return this.#size;
  }

  /** Appends a title, whether it is new or not; `indexOf` finds the first. */
  add(title: string): void {
    const start = this.#startOf(this.#size);
    // At most three bytes a code unit.
    if (start + title.length * 3 > this.#bytes.length)
      this.#bytes = grown(this.#bytes, start + title.length * 3);
    const { written } = encoder.encodeInto(title, this.#bytes.subarray(start));
    if (this.#size === this.#ends.length) this.#ends = grown(this.#ends, this.#size + 1);
    this.#ends[this.#size++] = start + written;
    const slot = this.#slotOf(this.#bytes, start, start + written);
    if (this.#slots[slot] !== 0) return;
    this.#slots[slot] = this.#size;
    if (++this.#taken * 3 > this.#slots.length * 2) this.#rehash();
  }

  /** The number of the first title that is `title`, or -1. */
  indexOf(title: string): number {
    if (title.length * 3 > scratch.length) scratch = new Uint8Array(title.length * 3);
    const { written } = encoder.encodeInto(title, scratch);
    return this.#slots[this.#slotOf(scratch, 0, written)]! - 1;
  }

  /** The title of a number below `size`. */
  at(index: number): string {
    return decoder.decode(this.#bytes.subarray(this.#startOf(index), this.#ends[index]!));
  }

  /** Gives back the room kept for more titles. */
  trim(): this {
    this.#bytes = this.#bytes.slice(0, this.#startOf(this.#size));
    this.#ends = this.#ends.slice(0, this.#size);
    return this;
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : this.#ends[index - 1]!;
  }

  /** The slot of the title that `bytes` are from `from` to `to`, or the empty one where it belongs. */
  #slotOf(bytes: Uint8Array, from: number, to: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash(bytes, from, to) & mask;
    while (slots[slot] !== 0 && !this.#equals(slots[slot]! - 1, bytes, from, to)) slot = (slot + 1) & mask;
    return slot;
  }

  #equals(index: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#startOf(index);
    if (this.#ends[index]! - start !== to - from) return false;
    for (let i = 0; i < to - from; i++) if (this.#bytes[start + i] !== bytes[from + i]) return false;
    return true;
  }

  #rehash(): void {
    const old = this.#slots;
    const slots = new Uint32Array(old.length * 2);
    const mask = slots.length - 1;
    for (const taken of old) {
      if (taken === 0) continue;
      let slot = hash(this.#bytes, this.#startOf(taken - 1), this.#ends[taken - 1]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = taken;
    }
    this.#slots = slots;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
let scratch = new Uint8Array(1 << 10);

function grown<Values extends Uint8Array | Uint32Array>(values: Values, least: number): Values {
  const type = values.constructor as new (length: number) => Values;
  const larger = new type(Math.max(least, Math.ceil(values.length * 1.5)));
  larger.set(values);
  return larger;
}

function hash(bytes: Uint8Array, from: number, to: number): number {
  let h = 0x811c9dc5;
  for (let i = from; i < to; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
