import { CharacterMap } from "./character-map.ts";
import type { ModelProto } from "./read-model-proto.ts";

/** A normalized text: UTF-8, and for each byte (and one past the last) the UTF-16 unit of the source it comes from. */
export interface NormalizedText {
  readonly bytes: Uint8Array;
  readonly origins: Int32Array;
  readonly length: number;
}

const SPACE = 0x20;
const space = Uint8Array.of(SPACE);
/** "▁" */
export const spaceSymbol: Uint8Array = Uint8Array.of(0xe2, 0x96, 0x81);
const encoder = new TextEncoder();

/**
 * Normalizes as a SentencePiece model says: its character map, white space escaped as "▁", one in front, none at the ends
 * or in a row (Normalizer::Normalize of sentencepiece 0.2).
 */
export class Normalizer {
  readonly #map: CharacterMap;
  readonly #addDummyPrefix: boolean;
  readonly #removeExtra: boolean;
  readonly #space: Uint8Array;
  /** 1 for each ASCII character that stands for itself whatever ASCII character follows. */
  readonly #plain: Uint8Array = new Uint8Array(128);
  #source: Uint8Array = new Uint8Array(0);
  #bytes: Uint8Array = new Uint8Array(1024);
  #origins: Int32Array = new Int32Array(1024);
  #length = 0;

  constructor(model: ModelProto) {
    this.#map = new CharacterMap(model.charsmap);
    this.#addDummyPrefix = model.addDummyPrefix;
    this.#removeExtra = model.removeExtraWhitespaces;
    this.#space = model.escapeWhitespaces ? spaceSymbol : space;
    const pair = new Uint8Array(2);
    for (let first = 1; first < 128; first++) {
      this.#plain[first] = first === SPACE ? 0 : 1;
      pair[0] = first;
      for (let second = 0; second < 128; second++) {
        pair[1] = second;
        if (this.#map.match(pair, 0, 2) > 0) this.#plain[first] = 0;
      }
    }
  }

  /** The result holds until the next call. A lone surrogate counts as U+FFFD. */
  normalize(text: string): NormalizedText {
    if (this.#source.length < text.length * 3) this.#source = new Uint8Array(text.length * 3);
    const source = this.#source;
    const size = encoder.encodeInto(text, source).written;
    const plain = this.#plain;
    const map = this.#map;
    this.#length = 0;
    let at = 0;
    let unit = 0;

    if (this.#removeExtra) {
      while (at < size) {
        const matched = map.match(source, at, size);
        const isSpace =
          matched === 0
            ? source[at] === SPACE
            : map.end - map.start === 1 && map.replacements[map.start] === SPACE;
        if (!isSpace) break;
        const consumed = matched || 1;
        unit += countUnits(source, at, at + consumed);
        at += consumed;
      }
    }
    if (at === size) return { bytes: this.#bytes, origins: this.#origins, length: 0 };
    if (this.#addDummyPrefix) this.#append(this.#space, 0, this.#space.length, unit);

    let afterSpace = this.#removeExtra;
    while (at < size) {
      const byte = source[at]!;
      if (plain[byte] === 1 && (at + 1 === size || source[at + 1]! < 0x80)) {
        if (this.#length === this.#bytes.length) this.#reserve(1);
        this.#bytes[this.#length] = byte;
        this.#origins[this.#length++] = unit++;
        at += 1;
        afterSpace = false;
        continue;
      }
      const matched = map.match(source, at, size);
      const consumed = matched || characterLength(byte);
      const from = matched > 0 ? map.replacements : source;
      let start = matched > 0 ? map.start : at;
      const end = matched > 0 ? map.end : at + consumed;
      if (afterSpace) while (start < end && from[start] === SPACE) start += 1;
      if (start < end) {
        for (let next = start; next < end; next++) {
          if (from[next] === SPACE) this.#append(this.#space, 0, this.#space.length, unit);
          else this.#append(from, next, next + 1, unit);
        }
        afterSpace = this.#removeExtra && from[end - 1] === SPACE;
      }
      unit += countUnits(source, at, at + consumed);
      at += consumed;
    }
    this.#reserve(1);
    this.#origins[this.#length] = unit;
    if (this.#removeExtra) while (this.#endsWithSpace()) this.#length -= this.#space.length;
    return { bytes: this.#bytes, origins: this.#origins, length: this.#length };
  }

  #endsWithSpace(): boolean {
    const start = this.#length - this.#space.length;
    return start >= 0 && this.#space.every((byte, index) => this.#bytes[start + index] === byte);
  }

  #append(from: Uint8Array, start: number, end: number, unit: number): void {
    this.#reserve(end - start);
    for (let at = start; at < end; at++) {
      this.#bytes[this.#length] = from[at]!;
      this.#origins[this.#length++] = unit;
    }
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const bytes = new Uint8Array((this.#length + more) * 2);
    const origins = new Int32Array((this.#length + more) * 2);
    bytes.set(this.#bytes);
    origins.set(this.#origins);
    this.#bytes = bytes;
    this.#origins = origins;
  }
}

/** The length of a UTF-8 character by its first byte. */
export function characterLength(byte: number): number {
  return byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/** The UTF-16 units of whole UTF-8 characters. */
function countUnits(utf8: Uint8Array, from: number, to: number): number {
  let units = 0;
  for (let at = from; at < to; at++) {
    const byte = utf8[at]!;
    if (byte < 0x80 || byte >= 0xc0) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
