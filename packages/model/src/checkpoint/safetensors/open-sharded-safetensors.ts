import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { fileUnreadable, safetensorsInvalid } from "../../errors.ts";
import { openSafetensors, type TensorFile } from "./open-safetensors.ts";

const schema = z.object({ weight_map: z.record(z.string(), z.string()) });

/**
 * Opens the files that a `model.safetensors.index.json` lists, as if they were one.
 *
 * @throws LukeError MOD006 (a file is absent), MOD008 (not such an index, or a file that does not hold what it says)
 */
export async function openShardedSafetensors(path: string): Promise<TensorFile> {
  const weightMap = await readWeightMap(path);
  const shards = new Map<string, TensorFile>();
  const close = async (): Promise<void> => {
    await Promise.all([...shards.values()].map((shard) => shard.close()));
  };
  try {
    const shapes = new Map<string, readonly number[]>();
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
    }
    return {
      metadata: {},
      shapes,
      read: async (name) => {
        const shard = shards.get(weightMap.get(name) ?? "");
        if (shard === undefined) throw new RangeError(`${path} has no tensor "${name}"`);
        return shard.read(name);
      },
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
  try {
    return new Map(Object.entries(schema.parse(JSON.parse(text)).weight_map));
  } catch {
    throw safetensorsInvalid(path, 'it is not an index with a "weight_map" of tensor and file names');
  }
}
