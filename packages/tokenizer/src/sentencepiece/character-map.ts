import { malformedModel } from "./errors.ts";

/**
 * The character map of a SentencePiece model (nmt_nfkc for XLM-R): strings that are replaced, longest first.
 *
 * A double array as darts-clone lays it out, uint32 little-endian: bits 0–7 and 31 of a unit are its label, bit 8
 * says that a value hangs from it, bits 10–30 are the offset to its children, in units of 256 where bit 9 is set.
 * Values are places in the replacements, which end with a zero byte each.
 */
export class CharacterMap {
  readonly #units: Uint32Array;
  /** All replacements. */
  readonly replacements: Uint8Array;
  /** Where the replacement of the last match stands in `replacements`. */
  start = 0;
  end = 0;

  /** @throws LukeError TOK040 the bytes are not a map */
  constructor(charsmap: Uint8Array) {
    const view = new DataView(charsmap.buffer, charsmap.byteOffset, charsmap.byteLength);
    const size = charsmap.length < 4 ? 0 : view.getUint32(0, true);
    if (charsmap.length > 0 && (size === 0 || size % 4 !== 0 || size + 4 >= charsmap.length)) {
      throw malformedModel(`its character map has ${charsmap.length} bytes, ${size} of them a trie`);
    }
    this.#units = Uint32Array.from({ length: size / 4 }, (_, unit) => view.getUint32(4 + unit * 4, true));
    this.replacements = charsmap.subarray(size + 4);
  }

  /** The length in bytes of the longest string at `from` that is replaced, 0 for none. */
  match(text: Uint8Array, from: number, to: number): number {
    const units = this.#units;
    if (units.length === 0) return 0;
    let length = 0;
    let value = 0;
    let node = offset(units[0]!);
    for (let at = from; at < to; at++) {
      const byte = text[at]!;
      node ^= byte;
      const unit = units[node] ?? 0;
      if ((unit & 0x800000ff) !== byte) break;
      node ^= offset(unit);
      if ((unit & 0x100) !== 0) {
        length = at + 1 - from;
        value = (units[node] ?? 0) & 0x7fffffff;
      }
    }
    if (length === 0 || value >= this.replacements.length) return 0;
    this.start = value;
    const end = this.replacements.indexOf(0, value);
    this.end = end < 0 ? this.replacements.length : end;
    return length;
  }
}

function offset(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}
