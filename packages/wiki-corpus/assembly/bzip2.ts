/**
 * One block of bzip2: Huffman codes → moves to front → runs of zeros (`transform`), Burrows–Wheeler (`invert`), runs of four
 * (`expand`). Memory is laid out by hand: nothing is allocated.
 *
 * Three things make it faster than a plain decoder: the sixteen bytes at the front lie in one vector that a swizzle turns; the
 * text is followed from both its ends at once, so that two reads of far memory wait together; and text without runs of four
 * is copied sixteen bytes at a time.
 */

const longestBlock: i32 = 900_000;
const longestCode: i32 = 20;
const lookupBits: i32 = 11;
const mostTables: i32 = 6;

/** How many of each byte there are, then where they begin in the sorted text. */
const counts: usize = 0x100;
/** By table and the next eleven bits: `symbol << 5 | length`, 0 for longer codes. */
const lookups: usize = counts + 0x400;
/** By table and length: the last code, -1 where there is none; what is taken from a code to have its place among `symbols`. */
const limits: usize = lookups + 6 * 0x1000;
const offsets: usize = limits + 6 * 0x80;
/** By table, then by length and number. */
const symbols: usize = offsets + 6 * 0x80;
/** Of one table. */
const lengths: usize = symbols + 6 * 0x400;
/** The bytes behind the first sixteen. */
const rear: usize = lengths + 0x200;
/** By place: how the first sixteen bytes are turned. */
const turns: usize = rear + 0x200;
const checksums: usize = turns + 0x100;
const selectors: usize = checksums + 8 * 0x400;
/** The block, eight bytes more than its bits take. */
export const input: usize = selectors + 0x8000;
export const inputLength: i32 = 0x200000 + 0x100;
/** The transformed text; later the text, whose runs of four are not expanded yet. */
const text: usize = input + inputLength;
/** By place in the sorted text: the byte there and the place of the byte after it; the byte before and its place. */
const next: usize = text + 0xdc000;
const previous: usize = next + 4 * 0xdc000;
export const output: usize = previous + 4 * 0xdc000;
export const outputLength: i32 = 0x100000;

/** What is wrong with a block; a length is 0 or more. */
export const endsEarly: i32 = -1;
export const randomised: i32 = -2;
export const wrongOrigin: i32 = -3;
export const wrongTables: i32 = -4;
export const wrongSelector: i32 = -5;
export const wrongLength: i32 = -6;
export const wrongCode: i32 = -7;
export const tooLong: i32 = -8;
export const noEnd: i32 = -9;
export const wrongChecksum: i32 = -10;

let at: i32 = 0;
let end: i32 = 0;
let expected: u32 = 0;
let origin: i32 = 0;
let length: i32 = 0;
let expanded: i32 = 0;
let checksum: u32 = 0;

/** To be called once, before all else. */
export function prepare(): void {
  for (let i = 0; i < 256; i++) {
    let value = <u32>i << 24;
    for (let bit = 0; bit < 8; bit++) value = (value << 1) ^ (value >> 31 != 0 ? 0x04c11db7 : 0);
    store<u32>(checksums + (<usize>i << 2), value);
  }
  for (let table = 1; table < 8; table++) {
    for (let i = 0; i < 256; i++) {
      const before = load<u32>(checksums + (<usize>((table - 1) * 256 + i) << 2));
      const value = (before << 8) ^ load<u32>(checksums + (<usize>(before >> 24) << 2));
      store<u32>(checksums + (<usize>(table * 256 + i) << 2), value);
    }
  }
  for (let place = 0; place < 16; place++) {
    for (let i = 0; i < 16; i++) {
      const from = i == 0 ? place : i <= place ? i - 1 : i;
      store<u8>(turns + (<usize>place << 4) + i, <u8>from);
    }
  }
}

/** The next `count` bits, 24 at most, the first one highest; past the end whatever stands there. */
function read(count: i32): u32 {
  const byte = input + (<usize>at >> 3);
  const window =
    ((<u32>load<u8>(byte) << 24) |
      (<u32>load<u8>(byte + 1) << 16) |
      (<u32>load<u8>(byte + 2) << 8) |
      <u32>load<u8>(byte + 3)) <<
    (at & 7);
  at += count;
  return count == 0 ? 0 : window >> (32 - count);
}

/**
 * Reads a block that lies in `input` from the bit `begin`, behind the 48 bits it begins with, to the bit `stop`; then `expand`
 * gives its bytes. Answers how many bytes the transformed text has, or what is wrong.
 */
export function transform(begin: i32, stop: i32): i32 {
  at = begin;
  end = stop;
  if (begin + 32 + 1 + 24 + 16 > stop) return endsEarly;
  expected = (read(16) << 16) | read(16);
  if (read(1) == 1) return randomised;
  origin = <i32>read(24);
  length = readText();
  if (length < 0) return length;
  if (origin >= length) return wrongOrigin;
  invert();
  expanded = 0;
  checksum = 0xffffffff;
  return length;
}

function readText(): i32 {
  memory.fill(counts, 0, 0x400);
  const numUsed = readUsedBytes();
  const numTables = <i32>read(3);
  const numSelectors = <i32>read(15);
  if (numTables < 2 || numTables > mostTables || numSelectors == 0) return wrongTables;
  for (let i = 0; i < numTables; i++) store<u8>(lengths + i, <u8>i);
  for (let i = 0; i < numSelectors; i++) {
    let place = 0;
    while (read(1) == 1) if (++place >= numTables) return wrongSelector;
    const table = load<u8>(lengths + place);
    for (; place > 0; place--) store<u8>(lengths + place, load<u8>(lengths + place - 1));
    store<u8>(lengths, table);
    store<u8>(selectors + i, table);
    if (at > end) return endsEarly;
  }
  const numSymbols = numUsed + 2;
  for (let table = 0; table < numTables; table++) {
    if (!readLengths(numSymbols)) return at > end ? endsEarly : wrongLength;
    fillTable(table, numSymbols);
  }
  return readSymbols(numSelectors, numSymbols - 1);
}

/** Puts the bytes that are used to the front; answers how many they are. */
function readUsedBytes(): i32 {
  const groups = read(16);
  let used = 0;
  for (let group = 0; group < 16; group++) {
    if ((groups & (0x8000 >> group)) == 0) continue;
    const bits = read(16);
    for (let i = 0; i < 16; i++) {
      // The first sixteen are taken into a vector from the 16 bytes before `rear`.
      if ((bits & (0x8000 >> i)) != 0) store<u8>(rear - 16 + used++, <u8>(16 * group + i));
    }
  }
  return used;
}

function readLengths(numSymbols: i32): bool {
  let size = <i32>read(5);
  for (let symbol = 0; symbol < numSymbols; symbol++) {
    while (read(1) == 1) {
      size += read(1) == 0 ? 1 : -1;
      if (at > end) return false;
    }
    if (size < 1 || size > longestCode) return false;
    store<u8>(lengths + symbol, <u8>size);
  }
  return at <= end;
}

function fillTable(table: i32, numSymbols: i32): void {
  const lookup = lookups + <usize>table * 0x1000;
  const limit = limits + <usize>table * 0x80;
  const offset = offsets + <usize>table * 0x80;
  const ordered = symbols + <usize>table * 0x400;
  memory.fill(lookup, 0, 0x1000);
  memory.fill(limit, 0xff, 0x80);
  let code = 0;
  let place = 0;
  for (let size = 1; size <= longestCode; size++) {
    store<i32>(offset + (<usize>size << 2), code - place);
    for (let symbol = 0; symbol < numSymbols; symbol++) {
      if (<i32>load<u8>(lengths + symbol) != size) continue;
      store<u16>(ordered + (<usize>(place++) << 1), <u16>symbol);
      if (size <= lookupBits) {
        // Damaged lengths may say more codes than there are.
        const to = min((code + 1) << (lookupBits - size), 1 << lookupBits);
        for (let i = code << (lookupBits - size); i < to; i++) {
          store<u16>(lookup + (<usize>i << 1), <u16>((symbol << 5) | size));
        }
      }
      store<i32>(limit + (<usize>size << 2), code++);
    }
    code <<= 1;
  }
}

function readSymbols(numSelectors: i32, endOfBlock: i32): i32 {
  let front = v128.load(rear - 16);
  /** Words of 32 bits, the highest bits of `bits` first; `left` of them are read. */
  let word = input + ((<usize>at >> 5) << 2);
  let left = 64 - (at & 31);
  let bits = ((<u64>bswap(load<u32>(word)) << 32) | <u64>bswap(load<u32>(word + 4))) << (at & 31);
  word += 8;
  const stop = input + (<usize>end >> 3) + 8;
  let count = 0;
  let run = 0;
  let runBit = 1;
  for (let group = 0; group < numSelectors; group++) {
    const table = <usize>load<u8>(selectors + group);
    const lookup = lookups + table * 0x1000;
    for (let i = 0; i < 50; i++) {
      if (left < 32) {
        bits |= <u64>bswap(load<u32>(word)) << (32 - left);
        word += 4;
        left += 32;
      }
      const entry = <i32>load<u16>(lookup + (<usize>(bits >> (64 - lookupBits)) << 1));
      let symbol = entry >> 5;
      let size = entry & 31;
      if (entry == 0) {
        const limit = limits + table * 0x80;
        size = lookupBits + 1;
        while (size <= longestCode && <i32>(bits >> (64 - size)) > load<i32>(limit + (<usize>size << 2))) size++;
        if (size > longestCode) return wrongCode;
        const place = <i32>(bits >> (64 - size)) - load<i32>(offsets + table * 0x80 + (<usize>size << 2));
        if (place < 0 || place > 257) return wrongCode;
        symbol = <i32>load<u16>(symbols + table * 0x400 + (<usize>place << 1));
      }
      bits <<= size;
      left -= size;
      if (symbol <= 1) {
        run += runBit << symbol;
        runBit <<= 1;
        if (run > longestBlock) return tooLong;
        continue;
      }
      if (run > 0) {
        if (count + run > longestBlock) return tooLong;
        const byte = i8x16.extract_lane_u(front, 0);
        const counter = counts + (<usize>byte << 2);
        store<i32>(counter, load<i32>(counter) + run);
        v128.store(text + count, i8x16.splat(byte));
        if (run > 16) memory.fill(text + count + 16, byte, run - 16);
        count += run;
        run = 0;
        runBit = 1;
      }
      if (symbol == endOfBlock) {
        // What was read past the end: whole words, less what is left of them.
        return <i32>(word - input) * 8 - left > end ? endsEarly : count;
      }
      if (count >= longestBlock) return tooLong;
      const place = symbol - 1;
      if (place < 16) front = i8x16.swizzle(front, v128.load(turns + (<usize>place << 4)));
      else {
        const byte = load<u8>(rear + place - 16);
        memory.copy(rear + 1, rear, place - 16);
        store<u8>(rear, i8x16.extract_lane_u(front, 15));
        front = i8x16.replace_lane(i8x16.swizzle(front, v128.load(turns + 15 * 16)), 0, byte);
      }
      const byte = i8x16.extract_lane_u(front, 0);
      store<u8>(text + count++, byte);
      const counter = counts + (<usize>byte << 2);
      store<i32>(counter, load<i32>(counter) + 1);
    }
    if (word > stop) return endsEarly;
  }
  return noEnd;
}

/** The transformed text to the text, from both its ends. */
function invert(): void {
  let sum = 0;
  for (let byte: usize = 0; byte < 256; byte++) {
    const count = load<i32>(counts + (byte << 2));
    store<i32>(counts + (byte << 2), sum);
    sum += count;
  }
  for (let i = 0; i < length; i++) {
    const byte = <u32>load<u8>(text + i);
    const counter = counts + (<usize>byte << 2);
    const place = load<u32>(counter);
    store<u32>(counter, place + 1);
    store<u32>(previous + (<usize>i << 2), (place << 8) | byte);
    store<u32>(next + (<usize>place << 2), (<u32>i << 8) | byte);
  }
  let first = text;
  let last = text + length - 1;
  let after = <u32>origin;
  let before = <u32>origin;
  while (first < last) {
    const one = load<u32>(next + (<usize>after << 2));
    const other = load<u32>(previous + (<usize>before << 2));
    store<u8>(first++, <u8>one);
    store<u8>(last--, <u8>other);
    after = one >> 8;
    before = other >> 8;
  }
  if (first == last) store<u8>(first, <u8>load<u32>(next + (<usize>after << 2)));
}

/**
 * Writes the next bytes of the block to `output`, as many as have room; answers how many, 0 at the end, or that the checksum is
 * wrong.
 */
export function expand(): i32 {
  let from = text + expanded;
  const stop = text + length;
  let to = output;
  const full = output + outputLength - 0x200;
  while (from < stop && to < full) {
    if (from + 32 <= stop) {
      // Where four equal bytes begin among the next sixteen.
      const a = v128.load(from);
      const b = v128.load(from, 1);
      const c = v128.load(from, 2);
      const d = v128.load(from, 3);
      const equal = v128.and(v128.and(i8x16.eq(a, b), i8x16.eq(b, c)), i8x16.eq(c, d));
      v128.store(to, a);
      if (!v128.any_true(equal)) {
        from += 16;
        to += 16;
        continue;
      }
      const place = <usize>ctz(i8x16.bitmask(equal));
      from += place;
      to += place;
    } else if (
      from + 4 > stop ||
      load<u8>(from) != load<u8>(from, 1) ||
      load<u8>(from) != load<u8>(from, 2) ||
      load<u8>(from) != load<u8>(from, 3)
    ) {
      store<u8>(to++, load<u8>(from++));
      continue;
    }
    const byte = load<u8>(from);
    // A block may end behind four equal bytes.
    const more = from + 4 < stop ? <usize>load<u8>(from, 4) : 0;
    memory.fill(to, byte, 4 + more);
    to += 4 + more;
    from += 5;
  }
  expanded = <i32>(min(from, stop) - text);
  const count = <i32>(to - output);
  if (count == 0) return ~checksum == expected ? 0 : wrongChecksum;
  checksum = checksumOf(checksum, output, to);
  return count;
}

function checksumOf(before: u32, from: usize, to: usize): u32 {
  let value = before;
  let i = from;
  for (; i + 8 <= to; i += 8) {
    const high = bswap(load<u32>(i)) ^ value;
    const low = bswap(load<u32>(i, 4));
    value =
      entry(7, high >> 24) ^
      entry(6, (high >> 16) & 0xff) ^
      entry(5, (high >> 8) & 0xff) ^
      entry(4, high & 0xff) ^
      entry(3, low >> 24) ^
      entry(2, (low >> 16) & 0xff) ^
      entry(1, (low >> 8) & 0xff) ^
      entry(0, low & 0xff);
  }
  for (; i < to; i++) value = (value << 8) ^ entry(0, (value >> 24) ^ <u32>load<u8>(i));
  return value;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function entry(table: usize, byte: u32): u32 {
  return load<u32>(checksums + table * 0x400 + (<usize>byte << 2));
}
