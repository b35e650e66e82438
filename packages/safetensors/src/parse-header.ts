import { duplicateKey } from "./duplicate-key.ts";
import { safetensorsInvalid } from "./errors.ts";

// The layout of a safetensors file: 8 bytes little-endian length N, N bytes of JSON, then the data.
// Every tensor names its begin and end in the data; together they cover it without gap or overlap.

/** Where a tensor lies in a safetensors file. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes from the start of the file. */
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** Free text of the writer ("format": "pt"). */
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order of the data. */
  readonly entries: readonly TensorEntry[];
}

/** Longest header that is read: as in the reference implementation of the format. */
export const maxHeaderBytes = 100_000_000;

const bytesOfDtype: Readonly<Record<string, number>> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
};

/**
 * The number of bytes of the JSON header.
 *
 * @param start - the first 8 bytes of the file (fewer if it is shorter)
 * @throws LukeError SFT002 if the file cannot hold such a header
 */
export function headerLength(start: Uint8Array, fileSize: number, source: string): number {
  if (start.length < 8) throw safetensorsInvalid(source, `it has ${fileSize} bytes, expected at least 8`);
  const length = new DataView(start.buffer, start.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(maxHeaderBytes)) {
    throw safetensorsInvalid(source, `its header claims ${length} bytes, allowed are ${maxHeaderBytes}`);
  }
  if (8n + length > BigInt(fileSize)) {
    throw safetensorsInvalid(source, `its header claims ${length} bytes, but the file ends at ${fileSize}`);
  }
  return Number(length);
}

/**
 * Reads the JSON header of a file of `fileSize` bytes and checks that its tensors lie in the file side by side.
 *
 * @throws LukeError SFT002 for anything that does not hold
 */
export function parseHeader(json: Uint8Array, fileSize: number, source: string): SafetensorsHeader {
  const invalid = (problem: string): Error => safetensorsInvalid(source, problem);
  let parsed: unknown;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(json);
    parsed = JSON.parse(text);
  } catch (cause) {
    throw invalid(`its header is not JSON (${(cause as Error).message})`);
  }
  if (!isRecord(parsed)) throw invalid("its header is not a JSON object");
  const twice = duplicateKey(text);
  if (twice !== undefined) throw invalid(`its header has ${JSON.stringify(twice)} twice`);
  const dataStart = 8 + json.length;
  let metadata: Record<string, string> = {};
  const entries: TensorEntry[] = [];
  for (const [name, value] of Object.entries(parsed)) {
    if (!isRecord(value)) throw invalid(`"${name}" in its header is not an object`);
    if (name === "__metadata__") {
      for (const [key, entry] of Object.entries(value)) {
        if (typeof entry !== "string") throw invalid(`metadata "${key}" is not a string`);
      }
      metadata = { ...(value as Record<string, string>) };
    } else {
      entries.push(parseEntry(name, value, dataStart, invalid));
    }
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let expected = dataStart;
  for (const entry of entries) {
    if (entry.end > fileSize) {
      throw invalid(
        `tensor "${entry.name}" ends at byte ${entry.end}, but the file ends at ${fileSize} (cut short?)`,
      );
    }
    if (entry.begin < expected) throw invalid(`tensor "${entry.name}" overlaps the one before it`);
    if (entry.begin > expected) {
      throw invalid(`${entry.begin - expected} bytes before tensor "${entry.name}" belong to nothing`);
    }
    expected = entry.end;
  }
  if (expected !== fileSize) {
    throw invalid(`${fileSize - expected} bytes at its end belong to nothing`);
  }
  return { metadata, entries };
}

function parseEntry(
  name: string,
  value: Readonly<Record<string, unknown>>,
  dataStart: number,
  invalid: (problem: string) => Error,
): TensorEntry {
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== "string" || !Object.hasOwn(bytesOfDtype, dtype)) {
    throw invalid(`tensor "${name}" has dtype ${JSON.stringify(dtype)}`);
  }
  if (!isSizes(shape)) throw invalid(`tensor "${name}" has shape ${JSON.stringify(shape)}`);
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!) {
    throw invalid(`tensor "${name}" has data_offsets ${JSON.stringify(offsets)}`);
  }
  const [begin, end] = offsets as [number, number];
  const bytes = shape.reduce((a, b) => a * b, bytesOfDtype[dtype]!);
  if (bytes !== end - begin) {
    throw invalid(
      `tensor "${name}" of ${dtype} [${shape.join(", ")}] needs ${bytes} bytes, its data_offsets hold ${end - begin}`,
    );
  }
  return { name, dtype, shape, begin: dataStart + begin, end: dataStart + end };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}
