import { malformedModel } from "./errors.ts";

/** One field of a protobuf message as it stands on the wire. */
export interface ProtobufField {
  readonly number: number;
  /** A varint (wire type 0), or the bits of a fixed 32-bit value (wire type 5). */
  readonly value: number;
  /** The content of a length-delimited field (wire type 2): a view of the message. */
  readonly bytes: Uint8Array;
}

const noBytes = new Uint8Array(0);

/**
 * The fields of a protobuf message in order (protobuf.dev/programming-guides/encoding); 64-bit ones are passed over.
 *
 * @throws LukeError TOK040 the message ends within a field, or has a wire type that is none
 */
export function* protobufFields(message: Uint8Array): Generator<ProtobufField> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; at < message.length; scale *= 128) {
      const byte = message[at++]!;
      value += (byte & 0x7f) * scale; // exact below 2^53, more than lengths and enums need
      if (byte < 0x80) return value;
    }
    throw malformedModel(`it ends at byte ${at}, within a number`);
  };
  const skip = (length: number): number => {
    if (at + length > message.length) {
      throw malformedModel(`a field at byte ${at} has ${length} bytes, but ${message.length - at} are left`);
    }
    at += length;
    return at - length;
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (wireType === 0) yield { number, value: varint(), bytes: noBytes };
    else if (wireType === 1) skip(8);
    else if (wireType === 2) {
      const length = varint();
      const start = skip(length);
      yield { number, value: length, bytes: message.subarray(start, at) };
    } else if (wireType === 5) yield { number, value: view.getUint32(skip(4), true), bytes: noBytes };
    else throw malformedModel(`the field at byte ${at} has wire type ${wireType}, expected 0, 1, 2 or 5`);
  }
}
