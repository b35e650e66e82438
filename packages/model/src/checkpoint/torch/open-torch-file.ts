import { type FileHandle, open } from "node:fs/promises";
import { fileUnreadable, pickleRefused } from "../../errors.ts";
import { decodeTensor } from "../safetensors/decode-tensor.ts";
import type { TensorFile } from "../safetensors/open-safetensors.ts";
import { readZipEntries, type ZipEntry } from "./read-zip-entries.ts";
import { type PickledTensor, unpickleTensors } from "./unpickle-tensors.ts";

const maxPickleBytes = 64 * 1024 * 1024;
const wordSize: Readonly<Record<string, number>> = {
  F64: 8,
  I64: 8,
  F32: 4,
  I32: 4,
  F16: 2,
  BF16: 2,
  I16: 2,
};

/**
 * Opens the tensors of a `pytorch_model.bin` (the zip format of torch 1.6 and later) without executing anything in it.
 *
 * @throws LukeError MOD006 (no such file), MOD011 (not such a file, damaged, or with anything but tensors)
 */
export async function openTorchFile(path: string): Promise<TensorFile> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
  try {
    const entries = await readZipEntries(file, (await file.stat()).size, path);
    const pickle = [...entries.values()].find(
      ({ name }) => name === "data.pkl" || name.endsWith("/data.pkl"),
    );
    if (pickle === undefined) throw pickleRefused(path, 'the archive holds no "data.pkl"');
    if (pickle.size > maxPickleBytes) throw pickleRefused(path, `its pickle has ${pickle.size} bytes`);
    const root = pickle.name.slice(0, -"data.pkl".length);
    const byteOrder = entries.get(`${root}byteorder`);
    if (byteOrder !== undefined) {
      const order = new TextDecoder().decode(
        await readBytes(file, byteOrder.begin, Math.min(16, byteOrder.size)),
      );
      if (order !== "little") throw pickleRefused(path, `its byte order is "${order}", expected "little"`);
    }
    const tensors = unpickleTensors(await readBytes(file, pickle.begin, pickle.size), path);
    return {
      metadata: {},
      shapes: new Map([...tensors].map(([name, { shape }]) => [name, shape])),
      read: async (name) => {
        const tensor = tensors.get(name);
        if (tensor === undefined) throw new RangeError(`${path} has no tensor "${name}"`);
        const place = placeOf(name, tensor, entries.get(`${root}data/${tensor.storage}`), path);
        const bytes = await readBytes(file, place.begin, place.size);
        return decodeTensor(bytes, { name, dtype: tensor.dtype, shape: tensor.shape }, path);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function placeOf(
  name: string,
  tensor: PickledTensor,
  entry: ZipEntry | undefined,
  path: string,
): { begin: number; size: number } {
  let rowMajor = 1;
  for (let axis = tensor.shape.length - 1; axis >= 0; axis--) {
    // The stride of an axis of one element has no meaning.
    if (tensor.shape[axis]! > 1 && tensor.strides[axis] !== rowMajor) {
      throw pickleRefused(path, `tensor "${name}" is not contiguous (strides ${tensor.strides.join(", ")})`);
    }
    rowMajor *= tensor.shape[axis]!;
  }
  const word = wordSize[tensor.dtype] ?? 1;
  if (entry === undefined || (tensor.offset + rowMajor) * word > entry.size) {
    throw pickleRefused(path, `tensor "${name}" lies outside its storage`);
  }
  return { begin: entry.begin + tensor.offset * word, size: rowMajor * word };
}

async function readBytes(file: FileHandle, begin: number, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const { bytesRead } = await file.read(bytes, at, Math.min(1 << 30, size - at), begin + at);
    if (bytesRead === 0) throw new RangeError(`the file ended at byte ${begin + at}`);
    at += bytesRead;
  }
  return bytes;
}
