import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { openSafetensors, openShardedSafetensors } from "@lukejs/safetensors/node";
import { fileUnreadable, weightsMissing } from "../errors.ts";
import { openTorchFile } from "./torch/open-torch-file.ts";
import type { WeightFile } from "./weight-file.ts";

/** Where weights may lie, in this order. */
const readers: Readonly<Record<string, (path: string) => Promise<WeightFile>>> = {
  "model.safetensors": openSafetensors,
  "model.safetensors.index.json": openShardedSafetensors,
  "pytorch_model.bin": openTorchFile,
};

/**
 * Opens the weights of a folder: model.safetensors, its shards, or pytorch_model.bin.
 *
 * @throws LukeError MOD006 (no such folder), MOD007 (no weights in it), and what the file's reader throws
 */
export async function openWeights(folder: string): Promise<{ file: WeightFile; path: string }> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (cause) {
    throw fileUnreadable(folder, cause);
  }
  const name = Object.keys(readers).find((candidate) => names.includes(candidate));
  if (name === undefined) throw weightsMissing(folder, Object.keys(readers));
  const path = join(folder, name);
  return { file: await readers[name]!(path), path };
}
