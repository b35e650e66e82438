import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { disposeParameters, flattenParameters, Random } from "@lukejs/kernels";
import { blobByteSource } from "@lukejs/safetensors";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type CheckpointFiles, createLukeParams, lukeTiny, openCheckpointFiles } from "../index.ts";
import { saveCheckpoint } from "../node.ts";

let root: string;
beforeAll(() => useBackend("cpu"));
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "luke-files-"));
});
afterEach(() => rm(root, { recursive: true }));

/** A saved folder as files in memory. */
async function filesOf(
  folder: string,
): Promise<CheckpointFiles & { readonly contents: Map<string, Buffer> }> {
  const contents = new Map<string, Buffer>();
  for (const name of await readdir(folder)) contents.set(name, await readFile(join(folder, name)));
  return {
    contents,
    nameOf: (name) => `dropped ${name}`,
    text: async (name) => contents.get(name)?.toString("utf8"),
    bytes: async (name) => {
      const bytes = contents.get(name);
      return bytes && blobByteSource(new Blob([new Uint8Array(bytes)]), name);
    },
  };
}

test.each([undefined, 40_000])(
  "files that are no folder open as the folder does, shards of %j bytes",
  async (maxShardBytes) => {
    const params = createLukeParams(lukeTiny, new Random(1));
    const folder = join(root, "model");
    const checkpoint = { architecture: "LukeModel", config: lukeTiny, params, headParams: {} } as const;
    await saveCheckpoint(folder, checkpoint, maxShardBytes === undefined ? {} : { maxShardBytes });
    const opened = await openCheckpointFiles(await filesOf(folder));
    expect(opened.config).toEqual(lukeTiny);
    const saved = flattenParameters(params);
    for (const [name, tensor] of flattenParameters(opened.params)) {
      expect(await tensor.data(), name).toEqual(await saved.get(name)!.data());
    }
    disposeParameters(params);
    disposeParameters(opened.params);
  },
);

test("what is missing is named as the files call it, and no tensor is left", async () => {
  const params = createLukeParams(lukeTiny, new Random(1));
  const folder = join(root, "model");
  const checkpoint = { architecture: "LukeModel", config: lukeTiny, params, headParams: {} } as const;
  await saveCheckpoint(folder, checkpoint, { maxShardBytes: 40_000 });
  disposeParameters(params);
  const before = tf.memory().numTensors;
  const files = await filesOf(folder);
  const shard = [...files.contents.keys()].find((name) => name.startsWith("model-00002"))!;
  files.contents.delete(shard);
  await expect(openCheckpointFiles(files)).rejects.toMatchObject({
    code: "MOD006",
    message: expect.stringContaining(`dropped ${shard}`),
  });
  files.contents.delete("model.safetensors.index.json");
  await expect(openCheckpointFiles(files)).rejects.toMatchObject({ code: "MOD007" });
  files.contents.set("config.json", Buffer.from("{"));
  await expect(openCheckpointFiles(files)).rejects.toMatchObject({ code: "MOD001" });
  files.contents.delete("config.json");
  await expect(openCheckpointFiles(files)).rejects.toMatchObject({ code: "MOD006" });
  expect(tf.memory().numTensors).toBe(before);
});
