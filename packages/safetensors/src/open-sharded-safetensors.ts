import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileUnreadable, safetensorsInvalid } from "./errors.ts";
import { openSafetensors } from "./open-safetensors.ts";
import type { TensorFile } from "./open-tensor-source.ts";

/**
 * Opens the files that a `model.safetensors.index.json` lists, as if they were one.
 *
 * @throws LukeError SFT001 (a file is absent), SFT002 (not such an index, or a file that does not hold what it says)
 */
export async function openShardedSafetensors(path: string): Promise<TensorFile> {
  const weightMap = await readWeightMap(path);
  const shards = new Map<string, TensorFile>();
  const close = async (): Promise<void> => {
    await Promise.all([...shards.values()].map((shard) => shard.close()));
  };
  try {
    const shapes = new Map<string, readonly number[]>();
    const dtypes = new Map<string, string>();
    for (const [name, file] of weightMap) {
      if (file !== basename(file)) {
        throw safetensorsInvalid(path, `tensor "${name}" lies in ${file}, outside the folder`);
      }
      let shard = shards.get(file);
      if (shard === undefined) {
        shard = await openSafetensors(join(dirname(path), file));
        shards.set(file, shard);
      }
      const shape = shard.shapes.get(name);
      if (shape === undefined) throw safetensorsInvalid(path, `tensor "${name}" is not in ${file}`);
      shapes.set(name, shape);
      dtypes.set(name, shard.dtypes.get(name)!);
    }
    const shardOf = (name: string): TensorFile => {
      const shard = shards.get(weightMap.get(name) ?? "");
      if (shard === undefined) throw new RangeError(`${path} has no tensor "${name}"`);
      return shard;
    };
    return {
      metadata: {},
      shapes,
      dtypes,
      read: async (name) => shardOf(name).read(name),
      readRows: async (name, begin, end) => shardOf(name).readRows(name, begin, end),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readWeightMap(path: string): Promise<Map<string, string>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
  let index: { readonly weight_map?: unknown } | null = null;
  try {
    index = JSON.parse(text);
  } catch {
    // told below
  }
  const map = index?.weight_map;
  if (typeof map === "object" && map !== null && !Array.isArray(map)) {
    const entries = Object.entries(map);
    if (entries.every((entry): entry is [string, string] => typeof entry[1] === "string")) {
      return new Map(entries);
    }
  }
  throw safetensorsInvalid(path, 'it is not an index with a "weight_map" of tensor and file names');
}
