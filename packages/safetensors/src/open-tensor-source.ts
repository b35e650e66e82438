import type { ByteSource } from "./byte-source.ts";
import { decodeTensor, type TensorData } from "./decode-tensor.ts";
import { safetensorsInvalid } from "./errors.ts";
import { headerLength, parseHeader, type TensorEntry } from "./parse-header.ts";

/** A file of tensors that are read one at a time, or some rows of one. Close it when done. */
export interface TensorFile {
  readonly metadata: Readonly<Record<string, string>>;
  /** Name → shape, in the order of the file. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** Name → dtype as the file spells it ("F32", "BF16", …). */
  readonly dtypes: ReadonlyMap<string, string>;
  /** One tensor; a RangeError for a name that is not in `shapes`. */
  read(name: string): Promise<TensorData>;
  /** The rows [begin, end) of a tensor's first axis, and no other byte of it; a RangeError for rows it lacks. */
  readRows(name: string, begin: number, end: number): Promise<TensorData>;
  close(): Promise<void>;
}

/**
 * Opens safetensors from any source of bytes and reads its header only. The source is closed with the file.
 *
 * @throws LukeError SFT002 (not such a file, damaged or cut short), and what the source throws
 */
export async function openTensorSource(source: ByteSource): Promise<TensorFile> {
  try {
    const length = headerLength(await source.read(0, Math.min(8, source.size)), source.size, source.name);
    const json = await readAll(source, 8, 8 + length);
    const { metadata, entries } = parseHeader(json, source.size, source.name);
    const byName = new Map<string, TensorEntry>(entries.map((entry) => [entry.name, entry]));
    const entryOf = (name: string): TensorEntry => {
      const entry = byName.get(name);
      if (entry === undefined) throw new RangeError(`${source.name} has no tensor "${name}"`);
      return entry;
    };
    return {
      metadata,
      shapes: new Map(entries.map((entry) => [entry.name, entry.shape])),
      dtypes: new Map(entries.map((entry) => [entry.name, entry.dtype])),
      read: async (name) => {
        const entry = entryOf(name);
        return decodeTensor(await readAll(source, entry.begin, entry.end), entry, source.name);
      },
      readRows: async (name, begin, end) => {
        const entry = entryOf(name);
        const [rows, ...rest] = entry.shape;
        if (rows === undefined || !(0 <= begin && begin <= end && end <= rows)) {
          throw new RangeError(
            `tensor "${name}" [${entry.shape.join(", ")}] has no rows ${begin} to ${end} (exclusive)`,
          );
        }
        const rowBytes = rows === 0 ? 0 : (entry.end - entry.begin) / rows;
        const bytes = await readAll(source, entry.begin + begin * rowBytes, entry.begin + end * rowBytes);
        return decodeTensor(bytes, { ...entry, shape: [end - begin, ...rest] }, source.name);
      },
      close: () => source.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function readAll(source: ByteSource, begin: number, end: number): Promise<Uint8Array> {
  const bytes = await source.read(begin, end);
  if (bytes.length !== end - begin) {
    throw safetensorsInvalid(source.name, `it ended at byte ${begin + bytes.length} while it was read`);
  }
  return bytes;
}
