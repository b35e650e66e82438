import { safetensorsInvalid } from "./errors.ts";
import type { TensorFile } from "./open-tensor-source.ts";

/**
 * The files that a `model.safetensors.index.json` lists, as if they were one.
 *
 * @param index - the text of that file
 * @param name - names it in errors
 * @param open - opens one of the files that it lists
 * @throws LukeError SFT002 (not such an index, or a file that does not hold what it says), and what `open` throws
 */
export async function openShards(
  index: string,
  name: string,
  open: (file: string) => Promise<TensorFile>,
): Promise<TensorFile> {
  const weightMap = parseWeightMap(index, name);
  const shards = new Map<string, TensorFile>();
  const close = async (): Promise<void> => {
    await Promise.all([...shards.values()].map((shard) => shard.close()));
  };
  try {
    const shapes = new Map<string, readonly number[]>();
    const dtypes = new Map<string, string>();
    for (const [tensor, file] of weightMap) {
      if (/[/\\]/.test(file)) {
        throw safetensorsInvalid(name, `tensor "${tensor}" lies in ${file}, outside the folder`);
      }
      let shard = shards.get(file);
      if (shard === undefined) {
        shard = await open(file);
        shards.set(file, shard);
      }
      const shape = shard.shapes.get(tensor);
      if (shape === undefined) throw safetensorsInvalid(name, `tensor "${tensor}" is not in ${file}`);
      shapes.set(tensor, shape);
      dtypes.set(tensor, shard.dtypes.get(tensor)!);
    }
    const shardOf = (tensor: string): TensorFile => {
      const shard = shards.get(weightMap.get(tensor) ?? "");
      if (shard === undefined) throw new RangeError(`${name} has no tensor "${tensor}"`);
      return shard;
    };
    return {
      metadata: {},
      shapes,
      dtypes,
      read: async (tensor) => shardOf(tensor).read(tensor),
      readRows: async (tensor, begin, end) => shardOf(tensor).readRows(tensor, begin, end),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function parseWeightMap(text: string, name: string): Map<string, string> {
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
  throw safetensorsInvalid(name, 'it is not an index with a "weight_map" of tensor and file names');
}
