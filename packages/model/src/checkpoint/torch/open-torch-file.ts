import { type FileHandle, open } from "node:fs/promises";
import { decodeTensor } from "@lukejs/safetensors";
import { fileUnreadable, pickleRefused } from "../../errors.ts";
import type { WeightFile } from "../weight-file.ts";
import { readBytes } from "./read-bytes.ts";
import { readTorchStream } from "./read-torch-stream.ts";
import { readTorchZip } from "./read-torch-zip.ts";
import type { TorchArchive } from "./torch-archive.ts";
import { bytesOfDtype } from "./torch-dtypes.ts";

/**
 * Opens the tensors of a `pytorch_model.bin`, in the zip format of torch 1.6 and later or the one before it,
 * without executing anything in it.
 *
 * @throws LukeError MOD006 (no such file), MOD011 (not such a file, damaged, or with anything but tensors)
 */
export async function openTorchFile(path: string): Promise<WeightFile> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
  try {
    const { size } = await file.stat();
    const start = await readBytes(file, 0, Math.min(2, size));
    const isZip = start[0] === 0x50 && start[1] === 0x4b;
    const archive = await (isZip ? readTorchZip : readTorchStream)(file, size, path);
    const tensors = [...archive.tensors];
    return {
      shapes: new Map(tensors.map(([name, { shape }]) => [name, shape])),
      dtypes: new Map(tensors.map(([name, { dtype }]) => [name, dtype])),
      read: async (name) => {
        const { begin, size, dtype, shape } = placeOf(name, archive, path);
        return decodeTensor(await readBytes(file, begin, size), { name, dtype, shape }, path);
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
  { tensors, storages }: TorchArchive,
  path: string,
): { begin: number; size: number; dtype: string; shape: readonly number[] } {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new RangeError(`${path} has no tensor "${name}"`);
  const { dtype, shape, strides, offset } = tensor;
  let rowMajor = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    // The stride of an axis of one element has no meaning.
    if (shape[axis]! > 1 && strides[axis] !== rowMajor) {
      throw pickleRefused(path, `tensor "${name}" is not contiguous (strides ${strides.join(", ")})`);
    }
    rowMajor *= shape[axis]!;
  }
  const word = bytesOfDtype(dtype);
  const storage = storages.get(tensor.storage);
  if (storage === undefined || (offset + rowMajor) * word > storage.size) {
    throw pickleRefused(path, `tensor "${name}" lies outside its storage`);
  }
  return { begin: storage.begin + offset * word, size: rowMajor * word, dtype, shape };
}
