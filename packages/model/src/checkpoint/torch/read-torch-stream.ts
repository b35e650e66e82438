import type { FileHandle } from "node:fs/promises";
import { pickleRefused } from "../../errors.ts";
import { readBytes } from "./read-bytes.ts";
import type { TorchArchive } from "./torch-archive.ts";
import { bytesOfDtype } from "./torch-dtypes.ts";
import { unpickleKeys, unpicklePlain, unpickleTensors } from "./unpickle-tensors.ts";

/** How far into the file the pickles may reach; those of a model with thousands of tensors take some hundred KB. */
const maxPickleBytes = 64 * 1024 * 1024;
const magic = Number(0x1950a86a20f9469cfc6cn);
const protocol = 1001;

/**
 * The format of torch before 1.6, five pickles and then the storages one after the other:
 * a magic number, a protocol, what machine wrote it, the dictionary, the keys of the storages in the order of the data.
 * Each storage is its number of elements (int64) and its bytes.
 */
export async function readTorchStream(file: FileHandle, size: number, path: string): Promise<TorchArchive> {
  const head = await readBytes(file, 0, Math.min(size, maxPickleBytes));
  let at = 0;
  const next = <T extends { readonly end: number }>(read: (bytes: Uint8Array, source: string) => T): T => {
    const result = read(head.subarray(at), path);
    at += result.end;
    return result;
  };
  if (next(unpicklePlain).value !== magic) {
    throw pickleRefused(path, "it is no file of torch: neither a zip archive nor with torch's magic number");
  }
  const found = next(unpicklePlain).value;
  if (found !== protocol) throw pickleRefused(path, `its protocol is ${String(found)}, expected ${protocol}`);
  const machine = next(unpicklePlain).value;
  if (machine instanceof Map && machine.get("little_endian") === false) {
    throw pickleRefused(path, 'its byte order is "big", expected "little"');
  }
  const { tensors } = next(unpickleTensors);
  const { keys } = next(unpickleKeys);
  const dtypes = new Map([...tensors.values()].map(({ storage, dtype }) => [storage, dtype]));
  const storages = new Map<string, { begin: number; size: number }>();
  for (const key of keys) {
    const dtype = dtypes.get(key);
    if (dtype === undefined) throw pickleRefused(path, `its storage "${key}" belongs to no tensor`);
    if (at + 8 > size) throw pickleRefused(path, `it ends before its storage "${key}" (cut short?)`);
    const count = new DataView((await readBytes(file, at, 8)).buffer).getBigInt64(0, true);
    const bytes = Number(count) * bytesOfDtype(dtype);
    if (count < 0n || at + 8 + bytes > size) {
      throw pickleRefused(path, `its storage "${key}" ends outside the file (cut short?)`);
    }
    storages.set(key, { begin: at + 8, size: bytes });
    at += 8 + bytes;
  }
  return { tensors, storages };
}
