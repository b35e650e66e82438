import { copyFile, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { flattenParameters } from "@lukejs/kernels";
import { type LazyTensor, writeSafetensors } from "@lukejs/safetensors/node";
import { formatHuggingFaceConfig } from "../config/hugging-face-config.ts";
import { folderUnwritable } from "../errors.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { huggingFaceName } from "./names.ts";

/**
 * Saves a folder that {@link openCheckpoint} and Hugging Face transformers open:
 * config.json, model.safetensors in float32 and the files of `checkpoint.files`.
 *
 * A new folder appears complete or not at all. In a folder that exists each file is replaced whole,
 * the weights first; other files there are left alone.
 *
 * @throws LukeError MOD012 if the folder cannot be written; nothing half-written stays behind
 */
export async function saveCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  const target = resolve(folder);
  try {
    if (await exists(target)) {
      await writeFiles(target, checkpoint);
      return;
    }
    const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    try {
      await rm(temporary, { recursive: true, force: true });
      await mkdir(temporary, { recursive: true });
      await writeFiles(temporary, checkpoint);
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      throw error;
    }
  } catch (cause) {
    throw folderUnwritable(folder, cause);
  }
}

async function writeFiles(folder: string, checkpoint: Checkpoint): Promise<void> {
  // "format" tells transformers how to read the tensors.
  await writeSafetensors(join(folder, "model.safetensors"), storedTensors(checkpoint), { format: "pt" });
  for (const [name, path] of Object.entries(checkpoint.files ?? {})) {
    if (resolve(path) === join(folder, basename(name))) continue;
    await replaceFile(join(folder, basename(name)), (temporary) => copyFile(path, temporary));
  }
  const { config, architecture, labels = [], extra = {} } = checkpoint;
  const json = formatHuggingFaceConfig({ config, architectures: [architecture], labels, extra });
  // Whatever the weights were stored in before, they are float32 now.
  for (const key of ["dtype", "torch_dtype"]) if (key in json) json[key] = "float32";
  const text = `${JSON.stringify(json, null, 2)}\n`;
  await replaceFile(join(folder, "config.json"), (temporary) => writeFile(temporary, text));
}

function storedTensors({ params, headParams, architecture }: Checkpoint): Map<string, LazyTensor> {
  const prefix = architecture === "LukeModel" ? "" : "luke.";
  const leaves = [...flattenParameters(params), ...flattenParameters(headParams)];
  return new Map(
    leaves
      .map(([name, tensor]): [string, LazyTensor] => [
        huggingFaceName(name, prefix),
        { dtype: "float32", shape: tensor.shape, values: () => tensor.data() as Promise<Float32Array> },
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

async function replaceFile(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await write(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
