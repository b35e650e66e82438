import type { FileHandle } from "node:fs/promises";
import { pickleRefused } from "../../errors.ts";
import { readBytes } from "./read-bytes.ts";
import { readZipEntries } from "./read-zip-entries.ts";
import type { TorchArchive } from "./torch-archive.ts";
import { unpickleTensors } from "./unpickle-tensors.ts";

const maxPickleBytes = 64 * 1024 * 1024;

/** The zip format of torch 1.6 and later: `data.pkl`, and each storage as a file of its own under `data/`. */
export async function readTorchZip(file: FileHandle, size: number, path: string): Promise<TorchArchive> {
  const entries = await readZipEntries(file, size, path);
  const pickle = [...entries.values()].find(({ name }) => name === "data.pkl" || name.endsWith("/data.pkl"));
  if (pickle === undefined) throw pickleRefused(path, 'the archive holds no "data.pkl"');
  if (pickle.size > maxPickleBytes) throw pickleRefused(path, `its pickle has ${pickle.size} bytes`);
  const root = pickle.name.slice(0, -"data.pkl".length);
  const byteOrder = entries.get(`${root}byteorder`);
  if (byteOrder !== undefined) {
    const bytes = await readBytes(file, byteOrder.begin, Math.min(16, byteOrder.size));
    const order = new TextDecoder().decode(bytes);
    if (order !== "little") throw pickleRefused(path, `its byte order is "${order}", expected "little"`);
  }
  const data = `${root}data/`;
  const storages = [...entries].filter(([name]) => name.startsWith(data));
  return {
    tensors: unpickleTensors(await readBytes(file, pickle.begin, pickle.size), path).tensors,
    storages: new Map(storages.map(([name, entry]) => [name.slice(data.length), entry])),
  };
}
