import { type FileHandle, open, rename, rm } from "node:fs/promises";
import type { TensorData } from "./decode-tensor.ts";
import { encodeHeader, type TensorShape } from "./encode-header.ts";
import { encodeTensor, type FloatDtype } from "./encode-tensor.ts";

/** A tensor whose numbers are fetched when it is its turn, so that only one is in memory at a time. */
export interface LazyTensor extends TensorShape {
  values(): Promise<Float32Array | Int32Array>;
}

export interface WriteOptions {
  /** How floats are stored, "F32" unless told. */
  readonly floats?: FloatDtype;
}

/**
 * Writes a safetensors file under a temporary name and renames it: `path` never holds half a file.
 * Tensors are written in the order of the map, integers as I32.
 */
export async function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, TensorData | LazyTensor>,
  metadata: Readonly<Record<string, string>> = {},
  { floats = "F32" }: WriteOptions = {},
): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  let file: FileHandle | undefined;
  try {
    file = await open(temporary, "w");
    await file.writeFile(encodeHeader(tensors, metadata, floats));
    for (const [name, tensor] of tensors) {
      const values = typeof tensor.values === "function" ? await tensor.values() : tensor.values;
      const expected = tensor.shape.reduce((a, b) => a * b, 1);
      if (values.length !== expected) {
        throw new RangeError(`tensor "${name}" has ${values.length} numbers, its shape asks for ${expected}`);
      }
      await file.writeFile(encodeTensor(values, floats));
    }
    await file.sync();
    await file.close();
    file = undefined;
    await rename(temporary, path);
  } catch (error) {
    await file?.close();
    await rm(temporary, { force: true });
    throw error;
  }
}
