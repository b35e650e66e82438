import type { TokenBuffer } from "./token-buffer.ts";

const MAX_WORD_LENGTH = 48;
const MAX_WORDS = 1 << 16;
const FIELDS = 5; // of an entry: hash, first unit, number of units, first token, number of tokens

/**
 * The tokens of words seen lately, with offsets relative to the word.
 *
 * Words are looked up by their UTF-16 units where they stand in the text, without cutting a string out.
 * The cache is emptied when it is full, so it never takes more than a few megabytes.
 */
export class WordCache {
  readonly #slots: Int32Array = new Int32Array(MAX_WORDS * 2); // entry + 1, 0 where free
  #entries: Int32Array = new Int32Array(1024 * FIELDS);
  #units: Uint16Array = new Uint16Array(1024 * 8);
  #tokens: Int32Array = new Int32Array(1024 * 6); // id, start, end
  #size = 0;
  #numUnits = 0;
  #numTokens = 0;

  /** The number of words held. */
  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#slots.fill(0);
    this.#size = 0;
    this.#numUnits = 0;
    this.#numTokens = 0;
  }

  /** Appends the tokens of `text.slice(start, end)` to `out`, or returns false if the word is not known. */
  read(text: string, start: number, end: number, out: TokenBuffer): boolean {
    const length = end - start;
    if (length > MAX_WORD_LENGTH) return false;
    const hash = hashOf(text, start, end);
    const mask = this.#slots.length - 1;
    const entries = this.#entries;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]! - 1;
      if (entry < 0) return false;
      const at = entry * FIELDS;
      if (entries[at] !== hash || entries[at + 2] !== length) continue;
      if (!this.#equals(entries[at + 1]!, text, start, length)) continue;
      const tokens = this.#tokens;
      const numTokens = entries[at + 4]!;
      let token = entries[at + 3]! * 3;
      for (let index = 0; index < numTokens; index++, token += 3) {
        out.push(tokens[token]!, start + tokens[token + 1]!, start + tokens[token + 2]!);
      }
      return true;
    }
  }

  /** Remembers that `text.slice(start, end)` made the tokens of `from` from index `firstToken` on. */
  write(text: string, start: number, end: number, from: TokenBuffer, firstToken: number): void {
    const length = end - start;
    if (length > MAX_WORD_LENGTH) return;
    if (this.#size === MAX_WORDS) this.clear();
    const numTokens = from.length - firstToken;
    this.#reserve(length, numTokens);

    const entry = this.#size++;
    const hash = hashOf(text, start, end);
    this.#entries.set([hash, this.#numUnits, length, this.#numTokens, numTokens], entry * FIELDS);
    for (let at = start; at < end; at++) this.#units[this.#numUnits++] = text.charCodeAt(at);
    for (let index = firstToken; index < from.length; index++) {
      const token = this.#numTokens++ * 3;
      this.#tokens[token] = from.ids[index]!;
      this.#tokens[token + 1] = from.starts[index]! - start;
      this.#tokens[token + 2] = from.ends[index]! - start;
    }
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }

  #equals(firstUnit: number, text: string, start: number, length: number): boolean {
    const units = this.#units;
    for (let index = 0; index < length; index++) {
      if (units[firstUnit + index] !== text.charCodeAt(start + index)) return false;
    }
    return true;
  }

  #reserve(numUnits: number, numTokens: number): void {
    if ((this.#size + 1) * FIELDS > this.#entries.length) {
      const larger = new Int32Array(this.#entries.length * 2);
      larger.set(this.#entries);
      this.#entries = larger;
    }
    if (this.#numUnits + numUnits > this.#units.length) {
      const larger = new Uint16Array(this.#units.length * 2);
      larger.set(this.#units);
      this.#units = larger;
    }
    if ((this.#numTokens + numTokens) * 3 > this.#tokens.length) {
      const larger = new Int32Array(this.#tokens.length * 2);
      larger.set(this.#tokens);
      this.#tokens = larger;
    }
  }
}

function hashOf(text: string, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}
