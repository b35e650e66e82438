/**
 * A text as its UTF-16 code units in one array, and back: loops over many characters read an array much faster than a
 * string. Node copies the memory as it is; elsewhere the units are copied one by one.
 */
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const native = typeof globalThis.Buffer === "function" && littleEndian;
/** Arguments of one call of String.fromCharCode. */
const longestCall = 8192;

let pool = new Uint16Array(1 << 16);

/**
 * The code units of a text, two zeros behind them. The array is longer than the text, and valid until the next call: its
 * memory is used again.
 */
export function codesOf(text: string): Uint16Array {
  const { length } = text;
  if (pool.length < length + 2) pool = new Uint16Array(Math.max(length + 2, 2 * pool.length));
  if (native) Buffer.from(pool.buffer).write(text, "utf16le");
  else for (let i = 0; i < length; i++) pool[i] = text.charCodeAt(i);
  pool[length] = 0;
  pool[length + 1] = 0;
  return pool;
}

/** The text of the code units `from` to `to`. */
export function textOf(codes: Uint16Array, from: number, to: number): string {
  if (native)
    return Buffer.from(codes.buffer, codes.byteOffset + 2 * from, 2 * (to - from)).toString("utf16le");
  let text = "";
  for (let at = from; at < to; at += longestCall)
    text += String.fromCharCode(...codes.subarray(at, Math.min(to, at + longestCall)));
  return text;
}

let bytes = new Uint8Array(1 << 16);

/** As {@link textOf}, for a text that is kept: where all its characters are of Latin-1, it takes a byte for each. */
export function narrowTextOf(codes: Uint16Array, from: number, to: number): string {
  const length = to - from;
  if (!native) return textOf(codes, from, to);
  if (bytes.length < length) bytes = new Uint8Array(Math.max(length, 2 * bytes.length));
  let all = 0;
  for (let i = 0; i < length && all < 256; i++) {
    const code = codes[from + i]!;
    bytes[i] = code;
    all |= code;
  }
  return all < 256 ? Buffer.from(bytes.buffer, 0, length).toString("latin1") : textOf(codes, from, to);
}
