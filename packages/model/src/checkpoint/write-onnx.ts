import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ArchitectureName } from "../config/architectures.ts";
import { folderUnwritable } from "../errors.ts";
import type { LukeModel } from "../luke-model.ts";
import { onnxFileLimit, onnxModel } from "../onnx/onnx-model.ts";

export interface WriteOnnxOptions {
  /** Beyond so many bytes the weights go to a file of their own: `onnxFileLimit` unless told. */
  readonly maxBytes?: number;
}

/**
 * Writes a model as ONNX: see {@link onnxModel}. Weights that do not fit into one file go to `<file>.data` beside it. The
 * names of the files that were written.
 *
 * @throws LukeError MOD020 for a head that has no ONNX form · MOD012 if a file cannot be written
 */
export async function writeOnnx(
  file: string,
  model: LukeModel & { readonly architecture: ArchitectureName },
  { maxBytes = onnxFileLimit }: WriteOnnxOptions = {},
): Promise<readonly string[]> {
  let onnx = onnxModel(model);
  const separate = onnx.bytes > maxBytes;
  if (separate) onnx = onnxModel(model, { weightsFile: `${basename(file)}.data` });
  try {
    if (separate) await writeChunks(`${file}.data`, onnx.weightChunks());
    await writeChunks(file, onnx.chunks());
  } catch (cause) {
    throw folderUnwritable(file, cause);
  }
  return separate ? [file, `${file}.data`] : [file];
}

/** A file appears complete or not at all. */
async function writeChunks(file: string, chunks: AsyncGenerator<Uint8Array>): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  await pipeline(Readable.from(chunks), createWriteStream(temporary));
  await rename(temporary, file);
}
