import { join } from "node:path";
import { openWeights } from "./open-weights.ts";
import { otherFiles } from "./other-files.ts";
import { type OpenOptions, type ReadCheckpoint, readCheckpoint } from "./read-checkpoint.ts";
import { readJson } from "./read-json.ts";

export interface OpenedCheckpoint extends ReadCheckpoint {
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Opens a Hugging Face folder: config.json with model.safetensors, its shards, or pytorch_model.bin
 * read as tensors only.
 * Weights in float16 and bfloat16 become float32. The variables are the caller's: free them with `disposeParameters`.
 *
 * The largest tensors are read first, so that at no time more than the weights and a small rest is in memory.
 *
 * @throws LukeError MOD001–MOD003 (config.json), MOD004 (tensors missing), MOD005 (other shapes),
 *   MOD006, MOD007, MOD011, SFT001–SFT004 (files), MOD013 (NaN), MOD014 (memory)
 */
export async function openCheckpoint(folder: string, options: OpenOptions = {}): Promise<OpenedCheckpoint> {
  const configPath = join(folder, "config.json");
  const json = await readJson(configPath);
  const checkpoint = await readCheckpoint(json, () => openWeights(folder), configPath, options);
  return { ...checkpoint, files: await otherFiles(folder) };
}
