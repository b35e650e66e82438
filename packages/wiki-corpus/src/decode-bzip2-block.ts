/**
 * One block of bzip2 to bytes: Huffman codes → moves to front → runs of zeros → Burrows–Wheeler → runs of four.
 * Written for whole blocks that lie in memory: codes of up to eleven bits are looked up at once, nothing is allocated a byte.
 */
import type { Bzip2Block } from "./bzip2-blocks.ts";

const longestBlock = 900_000;
const longestCode = 20;
const lookupBits = 11;
const symbolsOfSelector = 50;

/** Low 8 bits: a byte of the transformed text; the rest: the place of the byte that follows it in the text. */
const transformed = new Uint32Array(longestBlock);
const checksums = Uint32Array.from({ length: 256 }, (_, byte) => {
  let checksum = byte << 24;
  for (let i = 0; i < 8; i++) checksum = (checksum << 1) ^ (checksum < 0 ? 0x04c11db7 : 0);
  return checksum >>> 0;
});

/**
 * Decodes a block, in this thread.
 *
 * @throws Error where it is cut off or damaged
 */
export function decodeBzip2Block({ bytes, bit, endBit, cutOff }: Bzip2Block): Buffer {
  if (cutOff) throw new Error("unexpected end of file");
  const input = new BitReader(bytes, bit + 48, endBit);
  const checksum = input.read(32);
  if (input.read(1) === 1) throw new Error("randomised blocks of bzip2 0.9 are not supported");
  const origin = input.read(24);
  const length = readTransformed(input);
  if (origin >= length) throw new Error("the first byte lies outside the block");
  const text = invert(origin, length);
  if (checksumOf(text) !== checksum) throw new Error("wrong checksum");
  return text;
}

class BitReader {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** The next `count` bits, the first one highest. */
  read(count: number): number {
    if (count > 16) return this.read(count - 16) * 0x10000 + this.read(16);
    const { bytes, at } = this;
    const i = at >>> 3;
    this.at += count;
    if (this.at > this.end) throw new Error("unexpected end of the block");
    const window = ((bytes[i]! << 24) | (bytes[i + 1]! << 16) | (bytes[i + 2]! << 8)) << (at & 7);
    return window >>> (32 - count);
  }
}

/** Reads the codes into `transformed`; returns how many bytes there are. */
function readTransformed(input: BitReader): number {
  const used = readUsedBytes(input);
  const numTables = input.read(3);
  const numSelectors = input.read(15);
  if (numTables < 2 || numTables > 6 || numSelectors === 0) throw new Error("wrong number of tables");
  const selectors = readSelectors(input, numTables, numSelectors);
  const numSymbols = used.length + 2;
  const tables = Array.from({ length: numTables }, () => codeTable(readCodeLengths(input, numSymbols)));

  const front = Uint8Array.from(used);
  const endOfBlock = numSymbols - 1;
  const { bytes, end } = input;
  let { at } = input;
  let length = 0;
  let run = 0;
  let runBit = 1;
  for (const selector of selectors) {
    const { lookup, limits, offsets, symbols } = tables[selector]!;
    for (let left = symbolsOfSelector; left > 0; left--) {
      const i = at >>> 3;
      const window =
        ((bytes[i]! << 24) | (bytes[i + 1]! << 16) | (bytes[i + 2]! << 8) | bytes[i + 3]!) << (at & 7);
      const entry = lookup[window >>> (32 - lookupBits)]!;
      let symbol = entry >>> 5;
      if (entry !== 0) at += entry & 31;
      else {
        let size = lookupBits + 1;
        while (size <= longestCode && window >>> (32 - size) > limits[size]!) size++;
        if (size > longestCode) throw new Error("no such code");
        symbol = symbols[(window >>> (32 - size)) - offsets[size]!]!;
        at += size;
      }
      if (symbol <= 1) {
        run += runBit << symbol;
        runBit <<= 1;
        if (run > longestBlock) throw new Error("the block is too long");
        continue;
      }
      if (run > 0) {
        if (length + run > longestBlock) throw new Error("the block is too long");
        transformed.fill(front[0]!, length, length + run);
        length += run;
        run = 0;
        runBit = 1;
      }
      if (symbol === endOfBlock) {
        if (at > end) throw new Error("unexpected end of the block");
        return length;
      }
      if (length >= longestBlock) throw new Error("the block is too long");
      const place = symbol - 1;
      const byte = front[place]!;
      if (place < 16) for (let j = place; j > 0; j--) front[j] = front[j - 1]!;
      else front.copyWithin(1, 0, place);
      front[0] = byte;
      transformed[length++] = byte;
    }
    if (at > end) throw new Error("unexpected end of the block");
  }
  throw new Error("the block has no end");
}

function readUsedBytes(input: BitReader): number[] {
  const used: number[] = [];
  const groups = input.read(16);
  for (let group = 0; group < 16; group++) {
    if ((groups & (0x8000 >> group)) === 0) continue;
    const bits = input.read(16);
    for (let i = 0; i < 16; i++) if ((bits & (0x8000 >> i)) !== 0) used.push(16 * group + i);
  }
  return used;
}

/** Which table each fifty symbols are coded with. */
function readSelectors(input: BitReader, numTables: number, numSelectors: number): Uint8Array {
  const front = [0, 1, 2, 3, 4, 5];
  const selectors = new Uint8Array(numSelectors);
  for (let i = 0; i < numSelectors; i++) {
    let place = 0;
    while (input.read(1) === 1) if (++place >= numTables) throw new Error("no such table");
    const [table] = front.splice(place, 1);
    front.unshift(table!);
    selectors[i] = table!;
  }
  return selectors;
}

function readCodeLengths(input: BitReader, numSymbols: number): Uint8Array {
  const lengths = new Uint8Array(numSymbols);
  let length = input.read(5);
  for (let symbol = 0; symbol < numSymbols; symbol++) {
    while (input.read(1) === 1) length += input.read(1) === 0 ? 1 : -1;
    if (length < 1 || length > longestCode) throw new Error("wrong length of a code");
    lengths[symbol] = length;
  }
  return lengths;
}

interface CodeTable {
  /** By the next eleven bits: `symbol << 5 | length`, 0 for longer codes. */
  readonly lookup: Uint16Array;
  /** By length: the last code, -1 where there is none. */
  readonly limits: Int32Array;
  /** By length: what is taken from a code to have its place among `symbols`. */
  readonly offsets: Int32Array;
  /** By length, then by number. */
  readonly symbols: Uint16Array;
}

function codeTable(lengths: Uint8Array): CodeTable {
  const lookup = new Uint16Array(1 << lookupBits);
  const limits = new Int32Array(longestCode + 1).fill(-1);
  const offsets = new Int32Array(longestCode + 1);
  const symbols = new Uint16Array(lengths.length);
  let code = 0;
  let place = 0;
  for (let length = 1; length <= longestCode; length++) {
    offsets[length] = code - place;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      symbols[place++] = symbol;
      if (length <= lookupBits) {
        const from = code << (lookupBits - length);
        lookup.fill((symbol << 5) | length, from, from + (1 << (lookupBits - length)));
      }
      limits[length] = code++;
    }
    code <<= 1;
  }
  return { lookup, limits, offsets, symbols };
}

/** The text of `transformed`; four equal bytes are followed by how many more there are. */
function invert(origin: number, length: number): Buffer {
  const starts = new Uint32Array(257);
  for (let i = 0; i < length; i++) starts[(transformed[i]! & 0xff) + 1]!++;
  for (let byte = 0; byte < 256; byte++) starts[byte + 1]! += starts[byte]!;
  for (let i = 0; i < length; i++) {
    const place = starts[transformed[i]! & 0xff]!++;
    transformed[place] = transformed[place]! | (i << 8);
  }
  let output = Buffer.allocUnsafe(longestBlock + 256);
  let written = 0;
  let last = -1;
  let equal = 0;
  for (let i = 0, entry = transformed[origin]!; i < length; i++) {
    entry = transformed[entry >>> 8]!;
    const byte = entry & 0xff;
    if (equal === 4) {
      if (written + 256 > output.length) output = Buffer.concat([output], 2 * output.length);
      output.fill(last, written, written + byte);
      written += byte;
      equal = 0;
      last = -1;
      continue;
    }
    if (byte === last) equal++;
    else {
      equal = 1;
      last = byte;
    }
    if (written === output.length) output = Buffer.concat([output], 2 * output.length);
    output[written++] = byte;
  }
  return output.subarray(0, written);
}

function checksumOf(bytes: Uint8Array): number {
  let checksum = -1;
  for (let i = 0; i < bytes.length; i++) {
    checksum = (checksum << 8) ^ checksums[(checksum >>> 24) ^ bytes[i]!]!;
  }
  return ~checksum >>> 0;
}
