import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { disposeParameters, flattenParameters, Random } from "@lukejs/kernels";
import { sharedPath } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type ArchitectureName,
  architectureNames,
  createHeadParams,
  createLukeParams,
  type LukeModel,
  lukeTiny,
} from "../index.ts";
import { openCheckpoint, readSafetensors, saveCheckpoint, writeSafetensors } from "../node.ts";

const checkpoints = sharedPath("fixtures/luke-tiny/checkpoints");
const checkpointNames = checkpoints === undefined ? [] : await readdir(checkpoints);
let folder: string;
let tensors: number;

beforeAll(() => useBackend("cpu"));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-checkpoint-"));
  tensors = tf.memory().numTensors;
});

afterEach(async () => {
  await rm(folder, { recursive: true });
  expect(tf.memory().numTensors, "no tensors are left").toBe(tensors);
});

function dispose({ params, headParams }: LukeModel): void {
  disposeParameters(params);
  disposeParameters(headParams);
}

async function numbers({ params, headParams }: LukeModel): Promise<Record<string, ArrayLike<number>>> {
  const named: Record<string, ArrayLike<number>> = {};
  for (const tree of [params, headParams]) {
    for (const [name, tensor] of flattenParameters(tree)) named[name] = await tensor.data();
  }
  return named;
}

function tinyModel(architecture: ArchitectureName): LukeModel & { architecture: ArchitectureName } {
  const random = new Random(1);
  return {
    architecture,
    config: lukeTiny,
    params: createLukeParams(lukeTiny, random),
    headParams: createHeadParams(lukeTiny, architecture, random),
  };
}

test.skipIf(checkpoints === undefined).each(checkpointNames)(
  "%s opens, and what is saved from it is equal to the bit",
  async (name) => {
    const opened = await openCheckpoint(join(checkpoints!, name));
    expect(opened.unread).toEqual([]);
    await saveCheckpoint(join(folder, "saved"), opened);
    const before = await readSafetensors(join(checkpoints!, name, "model.safetensors"));
    const after = await readSafetensors(join(folder, "saved", "model.safetensors"));
    for (const [key, tensor] of after.tensors) expect(tensor, key).toEqual(before.tensors.get(key));
    const dropped = [...before.tensors.keys()].filter((key) => !after.tensors.has(key));
    const tied = ["entity_predictions.decoder.weight", "lm_head.decoder.bias", "lm_head.decoder.weight"];
    expect(dropped.sort()).toEqual(name === "samedim-mlm" ? tied : []);
    const [configBefore, configAfter] = await Promise.all(
      [join(checkpoints!, name), join(folder, "saved")].map((at) =>
        readFile(join(at, "config.json"), "utf8"),
      ),
    );
    expect(JSON.parse(configAfter!)).toEqual(JSON.parse(configBefore!));
    const reopened = await openCheckpoint(join(folder, "saved"));
    expect(await numbers(reopened)).toEqual(await numbers(opened));
    dispose(opened);
    dispose(reopened);
  },
);

test("a new model of every architecture is saved and opens again", async () => {
  for (const architecture of architectureNames) {
    const model = tinyModel(architecture);
    const parts =
      architecture === "LukeForQuestionAnswering" || architecture === "LukeForTokenClassification";
    const { pooler, ...params } = model.params;
    if (parts) tf.dispose([pooler!.weight, pooler!.bias]);
    const saved = parts ? { ...model, params } : model;
    await saveCheckpoint(join(folder, architecture), saved);
    const opened = await openCheckpoint(join(folder, architecture));
    expect(opened.architecture).toBe(architecture);
    expect(opened.config).toEqual(lukeTiny);
    expect(await numbers(opened)).toEqual(await numbers(saved));
    dispose(saved);
    dispose(opened);
  }
});

test("another head's encoder can be opened alone, and its head is reported as unread", async () => {
  const model = tinyModel("LukeForEntityClassification");
  await saveCheckpoint(join(folder, "a"), model);
  const opened = await openCheckpoint(join(folder, "a"), { architecture: "LukeModel" });
  expect(opened.unread).toEqual(["classifier.bias", "classifier.weight"]);
  expect(opened.headParams).toEqual({});
  dispose(model);
  dispose(opened);
});

test("files beside the weights travel with the checkpoint", async () => {
  const model = tinyModel("LukeModel");
  await saveCheckpoint(join(folder, "a"), model);
  await writeFile(join(folder, "a", "vocab.json"), "{}");
  const opened = await openCheckpoint(join(folder, "a"));
  expect(opened.files).toEqual({ "vocab.json": join(folder, "a", "vocab.json") });
  await saveCheckpoint(join(folder, "b"), opened);
  expect((await readdir(join(folder, "b"))).sort()).toEqual([
    "README.md",
    "config.json",
    "model.safetensors",
    "vocab.json",
  ]);
  // Saving over the folder it came from replaces the weights and keeps the rest.
  await saveCheckpoint(join(folder, "a"), opened);
  expect((await readdir(join(folder, "a"))).sort()).toEqual([
    "README.md",
    "config.json",
    "model.safetensors",
    "vocab.json",
  ]);
  dispose(model);
  dispose(opened);
});

test("a save that fails leaves no folder", async () => {
  const model = tinyModel("LukeModel");
  const files = { "vocab.json": join(folder, "absent.json") };
  await expect(saveCheckpoint(join(folder, "a"), { ...model, files })).rejects.toMatchObject({
    code: "MOD012",
  });
  expect(await readdir(folder)).toEqual([]);
  dispose(model);
});

test("names with and without the prefix, old buffers and a decoder's bias are understood", async () => {
  const model = tinyModel("LukeForMaskedLM");
  await saveCheckpoint(join(folder, "a"), model);
  const path = join(folder, "a", "model.safetensors");
  const { tensors: stored } = await readSafetensors(path);
  const renamed = new Map(stored);
  renamed.delete("lm_head.bias");
  renamed.set("lm_head.decoder.bias", stored.get("lm_head.bias")!);
  renamed.set("luke.embeddings.position_ids", { dtype: "int32", shape: [1, 2], values: Int32Array.of(0, 1) });
  await writeSafetensors(path, renamed);
  const opened = await openCheckpoint(join(folder, "a"));
  expect(opened.unread).toEqual([]);
  expect(await numbers(opened)).toEqual(await numbers(model));
  dispose(model);
  dispose(opened);
});

test("a folder of bfloat16 weights opens as float32 and is saved as that", async () => {
  const model = tinyModel("LukeModel");
  await saveCheckpoint(join(folder, "a"), { ...model, extra: { torch_dtype: "bfloat16" } });
  const path = join(folder, "a", "model.safetensors");
  const bytes = await readFile(path);
  const { tensors: stored } = await readSafetensors(path);
  // The upper halves of the floats, under a header that says so.
  const header: Record<string, unknown> = {};
  const data: Uint16Array[] = [];
  let at = 0;
  for (const [name, { shape, values }] of stored) {
    const halves = new Uint16Array(values.buffer).filter((_, i) => i % 2 === 1);
    header[name] = { dtype: "BF16", shape, data_offsets: [at, (at += halves.byteLength)] };
    data.push(halves);
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const parts = data.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  await writeFile(path, Buffer.concat([length, json, ...parts]));
  expect((await readFile(path)).length).toBeLessThan(0.7 * bytes.length);
  const opened = await openCheckpoint(join(folder, "a"));
  for (const [name, values] of Object.entries(await numbers(opened))) {
    const before = (await numbers(model))[name]!;
    expect(
      Array.from(values).every((value, i) => Math.abs(value - before[i]!) <= 2 ** -7 * Math.abs(before[i]!)),
    ).toBe(true);
  }
  await saveCheckpoint(join(folder, "b"), opened);
  expect(JSON.parse(await readFile(join(folder, "b", "config.json"), "utf8")).torch_dtype).toBe("float32");
  dispose(model);
  dispose(opened);
});

test("wrong shapes and missing tensors are named, weights and folders that are absent too", async () => {
  const model = tinyModel("LukeModel");
  await saveCheckpoint(join(folder, "a"), model);
  dispose(model);
  const configPath = join(folder, "a", "config.json");
  const config = JSON.parse(await readFile(configPath, "utf8"));
  await writeFile(configPath, JSON.stringify({ ...config, hidden_size: 48 }));
  await expect(openCheckpoint(join(folder, "a"))).rejects.toMatchObject({
    code: "MOD005",
    message: expect.stringContaining(
      "embeddings.word_embeddings.weight: found [200, 32], expected [200, 48]",
    ),
  });
  await writeFile(configPath, JSON.stringify({ ...config, num_hidden_layers: 3 }));
  await expect(openCheckpoint(join(folder, "a"))).rejects.toMatchObject({
    code: "MOD004",
    message: expect.stringContaining("encoder.layer.2.attention.self.query.weight"),
  });
  await writeFile(configPath, JSON.stringify({ ...config, architectures: ["LukeForPoetry"] }));
  await expect(openCheckpoint(join(folder, "a"))).rejects.toMatchObject({ code: "MOD003" });
  await writeFile(configPath, "{");
  await expect(openCheckpoint(join(folder, "a"))).rejects.toMatchObject({ code: "MOD001" });
  await writeFile(configPath, JSON.stringify(config));
  await rm(join(folder, "a", "model.safetensors"));
  await expect(openCheckpoint(join(folder, "a"))).rejects.toMatchObject({ code: "MOD007" });
  await expect(openCheckpoint(join(folder, "absent"))).rejects.toMatchObject({ code: "MOD006" });
});

test.skipIf(checkpoints === undefined)(
  "a folder with pytorch_model.bin alone opens to the same numbers",
  async () => {
    await cp(join(checkpoints!, "base-model"), folder, { recursive: true });
    const safe = await openCheckpoint(folder);
    await rm(join(folder, "model.safetensors"));
    const torch = await openCheckpoint(folder);
    expect(await numbers(torch)).toEqual(await numbers(safe));
    dispose(safe);
    dispose(torch);
  },
);

test("weights in several files open as if they were in one", async () => {
  const model = tinyModel("LukeModel");
  const at = join(folder, "a");
  await saveCheckpoint(at, model);
  const { tensors: stored } = await readSafetensors(join(at, "model.safetensors"));
  await rm(join(at, "model.safetensors"));
  const parts = [[...stored].slice(0, 5), [...stored].slice(5)];
  const weightMap: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    await writeSafetensors(join(at, `part-${i}.safetensors`), new Map(part));
    for (const [name] of part) weightMap[name] = `part-${i}.safetensors`;
  }
  const index = join(at, "model.safetensors.index.json");
  await writeFile(index, JSON.stringify({ weight_map: weightMap }));
  const opened = await openCheckpoint(at);
  expect(await numbers(opened)).toEqual(await numbers(model));
  dispose(opened);
  dispose(model);
  await writeFile(index, JSON.stringify({ weight_map: { x: "../part-0.safetensors" } }));
  await expect(openCheckpoint(at)).rejects.toMatchObject({ code: "SFT002" });
  await writeFile(index, JSON.stringify({ weight_map: { x: "part-0.safetensors" } }));
  await expect(openCheckpoint(at)).rejects.toMatchObject({ code: "SFT002" });
  await writeFile(index, "[]");
  await expect(openCheckpoint(at)).rejects.toMatchObject({ code: "SFT002" });
});

test("weights saved in halves and in several files open again; old weights do not stay beside new ones", async () => {
  const model = tinyModel("LukeModel");
  const at = join(folder, "a");
  await saveCheckpoint(at, model, { floats: "F16", maxShardBytes: 20_000 });
  const files = await readdir(at);
  expect(files).toContain("model.safetensors.index.json");
  expect(files).not.toContain("model.safetensors");
  const opened = await openCheckpoint(at);
  const [before, after] = [await numbers(model), await numbers(opened)];
  for (const [name, values] of Object.entries(after)) {
    for (let i = 0; i < values.length; i += 7) expect(values[i]).toBeCloseTo(before[name]![i]!, 4);
  }
  await saveCheckpoint(at, model);
  expect((await readdir(at)).filter((name) => name.startsWith("model"))).toEqual(["model.safetensors"]);
  dispose(model);
  dispose(opened);
});

test("a model card is written beside the weights, unless the folder brings its own", async () => {
  const model = tinyModel("LukeForEntityClassification");
  await saveCheckpoint(join(folder, "a"), { ...model, labels: ["person", "place"] });
  const card = await readFile(join(folder, "a", "README.md"), "utf8");
  expect(card).toContain("LukeForEntityClassification.from_pretrained");
  expect(card).toContain("`person`, `place`");
  await writeFile(join(folder, "own.md"), "mine");
  await saveCheckpoint(join(folder, "b"), { ...model, files: { "README.md": join(folder, "own.md") } });
  expect(await readFile(join(folder, "b", "README.md"), "utf8")).toBe("mine");
  dispose(model);
});

test("a weight that is no number is named with its place, unless it is asked for", async () => {
  const model = tinyModel("LukeModel");
  const at = join(folder, "a", "model.safetensors");
  await saveCheckpoint(join(folder, "a"), model);
  dispose(model);
  const { tensors: stored, metadata } = await readSafetensors(at);
  stored.get("pooler.dense.bias")!.values[3] = Number.NaN;
  await writeSafetensors(at, stored, metadata);
  await expect(openCheckpoint(join(folder, "a"))).rejects.toMatchObject({
    code: "MOD013",
    message: expect.stringContaining('"pooler.dense.bias" holds NaN at element 3'),
  });
  dispose(await openCheckpoint(join(folder, "a"), { allowNonFinite: true }));
});

test("weights that do not fit into memory are told before they are read, with what they need", async () => {
  const model = tinyModel("LukeModel");
  await saveCheckpoint(join(folder, "a"), model);
  dispose(model);
  const node = process as { availableMemory?: () => number };
  const { availableMemory } = node;
  node.availableMemory = () => 1000;
  try {
    await expect(openCheckpoint(join(folder, "a"))).rejects.toMatchObject({
      code: "MOD014",
      message: expect.stringMatching(/need 0\.00 GiB of memory, available are 0\.00 GiB/),
    });
  } finally {
    if (availableMemory === undefined) delete node.availableMemory;
    else node.availableMemory = availableMemory;
  }
});
