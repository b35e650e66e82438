/**
 * Distinct strings in typed arrays: text → index by open addressing, index → text by its place. Some 50 bytes a title
 * where a Map of strings takes 150, and nothing for the garbage collector to walk. In UTF-16 code units, so that what goes
 * in comes out, lone surrogates included.
 */
export class PackedStrings {
  /** Of all strings, one after the other. */
  #units: Uint16Array = new Uint16Array(1 << 10);
  /** Where each string ends in `#units`. */
  #ends: Uint32Array = new Uint32Array(1 << 6);
  /** Open addressing: index + 1, 0 where empty; at most half of them are taken. */
  #slots: Uint32Array = new Uint32Array(1 << 7);
  #size = 0;

  /** Number of strings. */
  get size(): number {
    return this.#size;
  }

  /** The index of `text`, which is added where it is new; new ones are numbered in order. */
  add(text: string): number {
    let slot = this.#slotOf(text);
    if (this.#slots[slot] !== 0) return this.#slots[slot]! - 1;
    if (this.#size * 2 >= this.#slots.length) {
      this.#slots = new Uint32Array(this.#slots.length * 2);
      this.#fillSlots();
      slot = this.#slotOf(text);
    }
    const start = this.#startOf(this.#size);
    if (start + text.length > this.#units.length) this.#growUnits(start + text.length);
    const units = this.#units;
    for (let i = 0; i < text.length; i++) units[start + i] = text.charCodeAt(i);
    if (this.#size === this.#ends.length) {
      const ends = new Uint32Array(Math.max(64, this.#size * 2));
      ends.set(this.#ends);
      this.#ends = ends;
    }
    this.#ends[this.#size] = start + text.length;
    this.#slots[slot] = ++this.#size;
    return this.#size - 1;
  }

  /** The index of `text`, or -1. */
  indexOf(text: string): number {
    return this.#slots[this.#slotOf(text)]! - 1;
  }

  /** The index of the text that the first `length` units are, or -1; `hash` is {@link hashUnit} of all. */
  indexOfUnits(units: Uint16Array, length: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = mix(hash) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const index = slots[slot]! - 1;
      const start = this.#startOf(index);
      if (this.#ends[index]! - start !== length) continue;
      let i = 0;
      while (i < length && this.#units[start + i] === units[i]) i++;
      if (i === length) return index;
    }
    return -1;
  }

  /** The string at an index below `size`. */
  at(index: number): string {
    return textOf(this.#units, this.#startOf(index), this.#ends[index]!);
  }

  /** Gives back the room kept for more strings. */
  trim(): this {
    this.#units = this.#units.slice(0, this.#startOf(this.#size));
    this.#ends = this.#ends.slice(0, this.#size);
    return this;
  }

  /** The arrays, in memory that threads share; {@link PackedStrings.of} takes them. */
  share(): SharedStrings {
    this.trim();
    return {
      units: shared(this.#units),
      ends: shared(this.#ends),
      slots: shared(this.#slots),
    };
  }

  /** A view on shared arrays; nothing can be added. */
  static of({ units, ends, slots }: SharedStrings): PackedStrings {
    const strings = new PackedStrings();
    strings.#units = units;
    strings.#ends = ends;
    strings.#slots = slots;
    strings.#size = ends.length;
    return strings;
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : this.#ends[index - 1]!;
  }

  /** The slot that holds `text`, or the empty one where it belongs. */
  #slotOf(text: string): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hash = 0;
    for (let i = 0; i < text.length; i++) hash = hashUnit(hash, text.charCodeAt(i));
    let slot = mix(hash) & mask;
    while (slots[slot] !== 0 && !this.#equals(slots[slot]! - 1, text)) slot = (slot + 1) & mask;
    return slot;
  }

  #equals(index: number, text: string): boolean {
    const start = this.#startOf(index);
    if (this.#ends[index]! - start !== text.length) return false;
    const units = this.#units;
    for (let i = 0; i < text.length; i++) if (units[start + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  #fillSlots(): void {
    const [slots, units, ends] = [this.#slots, this.#units, this.#ends];
    const mask = slots.length - 1;
    for (let index = 0, i = 0; index < this.#size; index++) {
      let hash = 0;
      for (const end = ends[index]!; i < end; i++) hash = hashUnit(hash, units[i]!);
      let slot = mix(hash) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = index + 1;
    }
  }

  #growUnits(least: number): void {
    const units = new Uint16Array(Math.max(least, Math.ceil(this.#units.length * 1.5)));
    units.set(this.#units);
    this.#units = units;
  }
}

export interface SharedStrings {
  readonly units: Uint16Array;
  readonly ends: Uint32Array;
  readonly slots: Uint32Array;
}

/** A copy in memory that threads share. */
export function shared<Values extends Uint16Array | Uint32Array | Int32Array>(values: Values): Values {
  const type = values.constructor as new (buffer: SharedArrayBuffer) => Values;
  const copy = new type(new SharedArrayBuffer(values.byteLength));
  copy.set(values as never);
  return copy;
}

/** The hash of a string and one more code unit; 0 is that of the empty one. */
export function hashUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** The string of the code units from `from` to `to`. */
export function textOf(units: Uint16Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i += 4096) {
    const part = units.subarray(i, Math.min(i + 4096, to));
    text += String.fromCharCode.apply(null, part as unknown as number[]);
  }
  return text;
}

function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  return Math.imul(h, 0xc2b2ae35) >>> 0;
}
