import { copyFile, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { flattenParameters } from "@lukejs/kernels";
import type { FloatDtype } from "@lukejs/safetensors";
import { type LazyTensor, writeShardedSafetensors } from "@lukejs/safetensors/node";
import { formatHuggingFaceConfig } from "../config/hugging-face-config.ts";
import { folderUnwritable } from "../errors.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { modelCard } from "./model-card.ts";
import { huggingFaceName } from "./names.ts";

const dtypeNames: Readonly<Record<FloatDtype, string>> = { F32: "float32", F16: "float16", BF16: "bfloat16" };

export interface SaveOptions {
  /** How weights are stored: "F32" unless told. */
  readonly floats?: FloatDtype;
  /** Beyond so many bytes the weights go to several files with an index; 5 GB unless told, as the reference has it. */
  readonly maxShardBytes?: number;
}

/**
 * Saves a folder that {@link openCheckpoint} and Hugging Face transformers open: config.json, the weights, the files of
 * `checkpoint.files`, and a README.md that describes the model where `files` has none.
 *
 * A new folder appears complete or not at all. In a folder that exists each file is replaced whole,
 * the weights first; other files there are left alone.
 *
 * @throws LukeError MOD012 if the folder cannot be written; nothing half-written stays behind
 */
export async function saveCheckpoint(
  folder: string,
  checkpoint: Checkpoint,
  options: SaveOptions = {},
): Promise<void> {
  const target = resolve(folder);
  try {
    if (await exists(target)) {
      await writeFiles(target, checkpoint, options);
      return;
    }
    const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    try {
      await rm(temporary, { recursive: true, force: true });
      await mkdir(temporary, { recursive: true });
      await writeFiles(temporary, checkpoint, options);
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      throw error;
    }
  } catch (cause) {
    throw folderUnwritable(folder, cause);
  }
}

async function writeFiles(
  folder: string,
  checkpoint: Checkpoint,
  { floats = "F32", maxShardBytes = 5e9 }: SaveOptions,
): Promise<void> {
  const written = await writeShardedSafetensors(
    folder,
    storedTensors(checkpoint),
    { format: "pt" }, // tells transformers how to read the tensors
    { floats, maxShardBytes },
  );
  await removeOldWeights(folder, written);
  for (const [name, path] of Object.entries(checkpoint.files ?? {})) {
    if (resolve(path) === join(folder, basename(name))) continue;
    await replaceFile(join(folder, basename(name)), (temporary) => copyFile(path, temporary));
  }
  if (checkpoint.files?.["README.md"] === undefined) {
    const card = modelCard(checkpoint);
    await replaceFile(join(folder, "README.md"), (temporary) => writeFile(temporary, card));
  }
  const { config, architecture, labels = [], extra = {} } = checkpoint;
  const json = formatHuggingFaceConfig({ config, architectures: [architecture], labels, extra });
  // Whatever the weights were stored in before; transformers opens halves as floats unless this key tells otherwise.
  for (const key of ["dtype", "torch_dtype"]) if (key in json) json[key] = dtypeNames[floats];
  const text = `${JSON.stringify(json, null, 2)}\n`;
  await replaceFile(join(folder, "config.json"), (temporary) => writeFile(temporary, text));
}

/** Weights that lay in the folder before, and would be read instead of the new ones or lie there for nothing. */
async function removeOldWeights(folder: string, written: readonly string[]): Promise<void> {
  const old = (await readdir(folder)).filter(
    (name) => /^model(-\d{5}-of-\d{5})?\.safetensors(\.index\.json)?$/.test(name) && !written.includes(name),
  );
  await Promise.all(old.map((name) => rm(join(folder, name))));
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
