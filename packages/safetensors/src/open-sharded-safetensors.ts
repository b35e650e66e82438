import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileUnreadable } from "./errors.ts";
import { openSafetensors } from "./open-safetensors.ts";
import { openShards } from "./open-shards.ts";
import type { TensorFile } from "./open-tensor-source.ts";

/**
 * Opens the files that a `model.safetensors.index.json` lists, as if they were one.
 *
 * @throws LukeError SFT001 (a file is absent), SFT002 (not such an index, or a file that does not hold what it says)
 */
export async function openShardedSafetensors(path: string): Promise<TensorFile> {
  let index: string;
  try {
    index = await readFile(path, "utf8");
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
  return openShards(index, path, (file) => openSafetensors(join(dirname(path), file)));
}
