/**
 * The part of the protocol buffers wire format that an ONNX file needs: numbers, texts, bytes and messages by field
 * number. A message is the concatenation of its fields, in any order.
 */

const text = new TextEncoder();

/** A whole number as a varint field; negative ones take ten bytes, as int64 has it. */
export function numberField(field: number, value: number | bigint): Uint8Array {
  return join([varint(field << 3), varint(value)]);
}

export function floatField(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return join([varint((field << 3) | 5), bytes]);
}

export function textField(field: number, value: string): Uint8Array {
  return bytesField(field, text.encode(value));
}

/** Bytes, or a message made of fields. */
export function bytesField(field: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return join([fieldStart(field, length), ...parts]);
}

/** What stands before the bytes of a field: for content that is written elsewhere, piece by piece. */
export function fieldStart(field: number, length: number): Uint8Array {
  return join([varint((field << 3) | 2), varint(length)]);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
