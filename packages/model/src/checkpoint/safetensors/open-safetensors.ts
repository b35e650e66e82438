import { type FileHandle, open } from "node:fs/promises";
import { fileUnreadable, safetensorsInvalid } from "../../errors.ts";
import { decodeTensor, type TensorData } from "./decode-tensor.ts";
import { headerLength, parseHeader, type TensorEntry } from "./parse-header.ts";

/** A file of tensors that are read one at a time. Close it when done. */
export interface TensorFile {
  readonly metadata: Readonly<Record<string, string>>;
  /** Name → shape, in the order of the file. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** One tensor; a RangeError for a name that is not in `shapes`. */
  read(name: string): Promise<TensorData>;
  close(): Promise<void>;
}

/**
 * Opens a safetensors file and reads its header only.
 *
 * @throws LukeError MOD006 (no such file), MOD008 (not such a file, damaged or cut short)
 */
export async function openSafetensors(path: string): Promise<TensorFile> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
  try {
    const { size } = await file.stat();
    const length = headerLength(await readBytes(file, path, 0, Math.min(8, size)), size, path);
    const { metadata, entries } = parseHeader(await readBytes(file, path, 8, 8 + length), size, path);
    const byName = new Map<string, TensorEntry>(entries.map((entry) => [entry.name, entry]));
    return {
      metadata,
      shapes: new Map(entries.map((entry) => [entry.name, entry.shape])),
      read: async (name) => {
        const entry = byName.get(name);
        if (entry === undefined) throw new RangeError(`${path} has no tensor "${name}"`);
        return decodeTensor(await readBytes(file, path, entry.begin, entry.end), entry, path);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

// A single read may return less than was asked for, and never more than 2 GiB.
const chunk = 1 << 30;

async function readBytes(file: FileHandle, path: string, begin: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - begin);
  let at = 0;
  while (at < bytes.length) {
    const { bytesRead } = await file.read(bytes, at, Math.min(chunk, bytes.length - at), begin + at);
    if (bytesRead === 0) throw safetensorsInvalid(path, `it ended at byte ${begin + at} while it was read`);
    at += bytesRead;
  }
  return bytes;
}
