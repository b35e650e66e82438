/** Snappy's block format, written for whole columns: no call and no object a copied piece. */

const hashBits = 14;
const positions = new Int32Array(1 << hashBits);
/** A copy reaches back so far at most. */
const longestOffset = 0xffff;
/** The last bytes are always literal, so that four bytes can be read anywhere before them. */
const margin = 15;

/** Compresses bytes as Snappy does: fast, about half the size on text; the same bytes give the same result. */
export function compressSnappy(input: Uint8Array): Uint8Array {
  const length = input.length;
  const output = new Uint8Array(32 + length + Math.ceil(length / 6));
  const view = new DataView(input.buffer, input.byteOffset, length);
  let at = writeLength(output, length);
  let literalFrom = 0;
  if (length > margin) {
    positions.fill(-longestOffset - 1);
    const limit = length - margin;
    let i = 0;
    let misses = 32;
    while (i < limit) {
      const four = view.getInt32(i, true);
      const slot = Math.imul(four, 0x1e35a7bd) >>> (32 - hashBits);
      const candidate = positions[slot]!;
      positions[slot] = i;
      if (i - candidate > longestOffset || view.getInt32(candidate, true) !== four) {
        i += misses++ >>> 5;
        continue;
      }
      misses = 32;
      at = writeLiteral(output, at, input, literalFrom, i);
      const offset = i - candidate;
      let end = i + 4;
      while (end < length && input[end] === input[end - offset]) end++;
      at = writeCopy(output, at, offset, end - i);
      if (end < limit) {
        const last = view.getInt32(end - 1, true);
        positions[Math.imul(last, 0x1e35a7bd) >>> (32 - hashBits)] = end - 1;
      }
      i = end;
      literalFrom = end;
    }
  }
  at = writeLiteral(output, at, input, literalFrom, length);
  return output.subarray(0, at);
}

function writeLength(output: Uint8Array, length: number): number {
  let at = 0;
  let rest = length;
  for (; rest > 0x7f; rest >>>= 7) output[at++] = (rest & 0x7f) | 0x80;
  output[at++] = rest;
  return at;
}

function writeLiteral(
  output: Uint8Array,
  start: number,
  input: Uint8Array,
  from: number,
  to: number,
): number {
  const length = to - from;
  let at = start;
  if (length === 0) return at;
  if (length <= 60) output[at++] = (length - 1) << 2;
  else {
    const bytes = length <= 0x100 ? 1 : length <= 0x10000 ? 2 : length <= 0x1000000 ? 3 : 4;
    output[at++] = (59 + bytes) << 2;
    for (let i = 0; i < bytes; i++) output[at++] = (length - 1) >>> (8 * i);
  }
  if (length <= 64) for (let i = from; i < to; i++) output[at++] = input[i]!;
  else {
    output.set(input.subarray(from, to), at);
    at += length;
  }
  return at;
}

function writeCopy(output: Uint8Array, start: number, offset: number, total: number): number {
  let at = start;
  let length = total;
  while (length > 64) {
    // What is left has to be 4 at least.
    const piece = length < 68 ? 60 : 64;
    output[at++] = ((piece - 1) << 2) | 2;
    output[at++] = offset;
    output[at++] = offset >>> 8;
    length -= piece;
  }
  if (length < 12 && offset < 2048) {
    output[at++] = 1 | ((length - 4) << 2) | ((offset >>> 8) << 5);
    output[at++] = offset;
  } else {
    output[at++] = ((length - 1) << 2) | 2;
    output[at++] = offset;
    output[at++] = offset >>> 8;
  }
  return at;
}
