/** Above this length the engine's own encoder is faster than a loop. */
const shortString = 48;

/** Each string in UTF-8 (a lone surrogate as U+FFFD); all lie in one buffer, so that none is allocated by itself. */
export function encodeStrings(strings: readonly string[]): Uint8Array[] {
  let room = 0;
  for (const string of strings) room += string.length;
  const buffer = Buffer.allocUnsafeSlow(3 * room);
  const encoded = new Array<Uint8Array>(strings.length);
  let end = 0;
  for (let i = 0; i < strings.length; i++) {
    const start = end;
    end += write(buffer, strings[i]!, start);
    encoded[i] = new Uint8Array(buffer.buffer, start, end - start);
  }
  return encoded;
}

function write(buffer: Buffer, string: string, at: number): number {
  if (string.length <= shortString) {
    let i = 0;
    for (; i < string.length; i++) {
      const unit = string.charCodeAt(i);
      if (unit > 0x7f) break;
      buffer[at + i] = unit;
    }
    if (i === string.length) return i;
  }
  return buffer.write(string, at);
}
