/**
 * TensorBoard's event files, for scalars: each record is its length, the masked CRC-32C of the length, a protocol
 * buffer of the type `Event`, and the masked CRC-32C of that (TensorFlow's TFRecord format and event.proto).
 */
import { type FileHandle, open } from "node:fs/promises";
import { crc32c } from "./crc32c.ts";

export interface EventFile {
  /** Keeps the finite numbers of a record at an update. */
  write(step: number, scalars: Readonly<Record<string, unknown>>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Begins an event file. What other files of the folder hold from update `firstStep` on is then ignored by TensorBoard:
 * a resumed run repeats the updates since its last checkpoint.
 *
 * @param now seconds since 1970, of the events' wall time
 */
export async function createEventFile(
  path: string,
  firstStep: number,
  now: () => number = () => Date.now() / 1000,
): Promise<EventFile> {
  const file: FileHandle = await open(path, "a");
  const append = (step: number, ...fields: Uint8Array[]) =>
    file.appendFile(record(concat([double(1, now()), varint(2, step), ...fields])));
  await append(0, text(3, "brain.Event:2"));
  // A session log with status START.
  await append(firstStep, message(7, varint(1, 1)));
  return {
    async write(step, scalars) {
      const values = Object.entries(scalars).flatMap(([name, value]) =>
        typeof value === "number" && Number.isFinite(value) && name !== "step"
          ? [message(1, text(1, name), float(2, value))]
          : [],
      );
      if (values.length > 0) await append(step, message(5, ...values));
    },
    close: () => file.close(),
  };
}

function record(data: Uint8Array): Uint8Array {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(data.length), true);
  return concat([length, masked(length), data, masked(data)]);
}

/** The checksum, rotated and moved so that a checksum of checksums is no risk. */
function masked(data: Uint8Array): Uint8Array {
  const crc = crc32c(data);
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0, true);
  return bytes;
}

// Fields of a protocol buffer, by number; the low three bits of a key say what follows.

function varint(field: number, value: number): Uint8Array {
  return Uint8Array.from([field << 3, ...base128(value)]);
}

function double(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(9);
  bytes[0] = (field << 3) | 1;
  new DataView(bytes.buffer).setFloat64(1, value, true);
  return bytes;
}

function float(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(5);
  bytes[0] = (field << 3) | 5;
  new DataView(bytes.buffer).setFloat32(1, value, true);
  return bytes;
}

function text(field: number, value: string): Uint8Array {
  return message(field, new TextEncoder().encode(value));
}

function message(field: number, ...parts: Uint8Array[]): Uint8Array {
  const content = concat(parts);
  return concat([Uint8Array.from([(field << 3) | 2, ...base128(content.length)]), content]);
}

function base128(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
