import { type ByteSource, openShards, openTensorSource, type TensorFile } from "@lukejs/safetensors";
import { configInvalid, fileUnreadable, weightsMissing } from "../errors.ts";
import { type OpenOptions, type ReadCheckpoint, readCheckpoint } from "./read-checkpoint.ts";
import type { WeightFile } from "./weight-file.ts";

/** The files of a checkpoint, wherever they lie: an address, a page's drop zone. */
export interface CheckpointFiles {
  /** What errors call a file. */
  nameOf(file: string): string;
  /** The text of a file, or undefined where there is none. */
  text(file: string): Promise<string | undefined>;
  /** The bytes of a file, or undefined where there is none. */
  bytes(file: string): Promise<ByteSource | undefined>;
}

/**
 * Opens a checkpoint out of files as Hugging Face lays them out: config.json with model.safetensors or its shards, one
 * tensor in memory at a time beside the model. The variables are the caller's: free them with `disposeParameters`.
 *
 * @throws LukeError MOD006 (no config.json), MOD007 (no weights), and what `openCheckpoint` throws
 */
export async function openCheckpointFiles(
  files: CheckpointFiles,
  options: OpenOptions = {},
): Promise<ReadCheckpoint> {
  const configName = files.nameOf("config.json");
  const text = await files.text("config.json");
  if (text === undefined) throw fileUnreadable(configName, "there is no such file");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw configInvalid(configName, [`it is not JSON (${(cause as Error).message})`]);
  }
  return readCheckpoint(json, () => openWeightFiles(files), configName, options);
}

const [whole, index] = ["model.safetensors", "model.safetensors.index.json"];

async function openWeightFiles(files: CheckpointFiles): Promise<{ file: WeightFile; path: string }> {
  const open = async (name: string): Promise<TensorFile | undefined> => {
    const source = await files.bytes(name);
    return source && openTensorSource(source);
  };
  const file = await open(whole);
  if (file !== undefined) return { file, path: files.nameOf(whole) };
  const text = await files.text(index);
  if (text === undefined) throw weightsMissing(files.nameOf(""), [whole, index]);
  const shards = await openShards(text, files.nameOf(index), async (name) => {
    const shard = await open(name);
    if (shard === undefined) throw fileUnreadable(files.nameOf(name), "there is no such file");
    return shard;
  });
  return { file: shards, path: files.nameOf(index) };
}
