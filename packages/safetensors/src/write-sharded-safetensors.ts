import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TensorData } from "./decode-tensor.ts";
import { byteLength } from "./encode-header.ts";
import { type LazyTensor, type WriteOptions, writeSafetensors } from "./write-safetensors.ts";

export interface ShardOptions extends WriteOptions {
  /** A file takes tensors until the next would lead beyond this; a larger tensor has a file of its own. */
  readonly maxShardBytes: number;
  /** "model" gives model.safetensors, or model-00001-of-00003.safetensors, … and model.safetensors.index.json. */
  readonly name?: string;
}

/**
 * Writes tensors as one safetensors file of `folder`, or as several with an index beside them where one is not enough.
 * The index is written last, so that a reader finds all files it names. Returns the names of the files.
 */
export async function writeShardedSafetensors(
  folder: string,
  tensors: ReadonlyMap<string, TensorData | LazyTensor>,
  metadata: Readonly<Record<string, string>>,
  { maxShardBytes, name = "model", ...options }: ShardOptions,
): Promise<string[]> {
  const shards: Map<string, TensorData | LazyTensor>[] = [new Map()];
  let [shardBytes, totalBytes] = [0, 0];
  for (const [key, tensor] of tensors) {
    const bytes = byteLength(tensor, options.floats ?? "F32");
    if (shardBytes > 0 && shardBytes + bytes > maxShardBytes) {
      shards.push(new Map());
      shardBytes = 0;
    }
    shards.at(-1)!.set(key, tensor);
    shardBytes += bytes;
    totalBytes += bytes;
  }
  if (shards.length === 1) {
    await writeSafetensors(join(folder, `${name}.safetensors`), shards[0]!, metadata, options);
    return [`${name}.safetensors`];
  }
  const five = (n: number): string => String(n).padStart(5, "0");
  const files = shards.map((_, i) => `${name}-${five(i + 1)}-of-${five(shards.length)}.safetensors`);
  const weightMap: [string, string][] = [];
  for (const [i, shard] of shards.entries()) {
    await writeSafetensors(join(folder, files[i]!), shard, metadata, options);
    for (const key of shard.keys()) weightMap.push([key, files[i]!]);
  }
  const index = { metadata: { total_size: totalBytes }, weight_map: Object.fromEntries(weightMap) };
  const path = join(folder, `${name}.safetensors.index.json`);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, `${JSON.stringify(index, null, 2)}\n`);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return [...files, `${name}.safetensors.index.json`];
}
