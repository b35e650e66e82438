import { createWriteStream } from "node:fs";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { useBackend } from "@lukejs/backend";
import { disposeParameters, flattenParameters, Random } from "@lukejs/kernels";
import { openSafetensors, readSafetensors, writeSafetensors } from "@lukejs/safetensors/node";
import { pack } from "tar-stream";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createHeadParams, createLukeParams, type LukeModel, lukeTiny } from "../index.ts";
import { extractArchive, openOriginal, openRoberta, saveCheckpoint, writeEntityVectors } from "../node.ts";

let folder: string;
beforeAll(() => useBackend("cpu"));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-original-"));
});
afterEach(() => rm(folder, { recursive: true }));

const dispose = ({ params, headParams }: LukeModel): void => {
  disposeParameters(params);
  disposeParameters(headParams);
};

const robertaSizes = {
  vocab_size: lukeTiny.vocabSize,
  hidden_size: lukeTiny.hiddenSize,
  num_hidden_layers: lukeTiny.numLayers,
  num_attention_heads: lukeTiny.numHeads,
  intermediate_size: lukeTiny.intermediateSize,
  hidden_act: "gelu",
  max_position_embeddings: lukeTiny.maxPositions,
  type_vocab_size: lukeTiny.segmentVocabSize,
  layer_norm_eps: 1e-5,
};

/** A pretrained model with plain attention, and its weights under names that `rename` gives (undefined: left out). */
async function writeWeights(path: string, rename: (name: string) => string | undefined): Promise<LukeModel> {
  const config = { ...lukeTiny, useEntityAwareAttention: false };
  const random = new Random(3);
  const params = createLukeParams(config, random);
  const headParams = createHeadParams(config, "LukeForMaskedLM", random);
  const saved = { config, architecture: "LukeForMaskedLM", params, headParams } as const;
  await saveCheckpoint(join(folder, "saved"), saved);
  const { tensors } = await readSafetensors(join(folder, "saved", "model.safetensors"));
  const renamed = [...tensors].flatMap(([name, tensor]) => {
    const other = rename(name);
    return other === undefined ? [] : [[other, tensor] as const];
  });
  await writeSafetensors(path, new Map(renamed));
  return saved;
}

test("an unpacked archive of the original opens with the numbers of its weights", async () => {
  const model = await writeWeights(join(folder, "model.safetensors"), (name) => name.replace("luke.", ""));
  const model_config = {
    ...robertaSizes,
    entity_vocab_size: lukeTiny.entityVocabSize,
    entity_emb_size: lukeTiny.entityEmbeddingSize,
    bert_model_name: "roberta-base",
  };
  await writeFile(join(folder, "metadata.json"), JSON.stringify({ model_config, max_seq_length: 512 }));
  await writeFile(join(folder, "entity_vocab.tsv"), "[PAD]\t0\n");
  const opened = await openOriginal(folder);
  expect(opened.config).toEqual({ ...lukeTiny, useEntityAwareAttention: false });
  expect(Object.keys(opened.files)).toEqual(["entity_vocab.tsv"]);
  expect(opened.unread).toEqual([]);
  for (const tree of ["params", "headParams"] as const) {
    const found = flattenParameters(opened[tree]);
    for (const [name, tensor] of flattenParameters(model[tree])) {
      expect(await found.get(name)!.data(), name).toEqual(await tensor.data());
    }
  }
  dispose(model);
  dispose(opened);
  await writeFile(join(folder, "metadata.json"), "{}");
  await expect(openOriginal(folder)).rejects.toMatchObject({ code: "MOD001" });
});

test("a RoBERTa becomes a LUKE with its words and new entities, the same for the same seed", async () => {
  const model = await writeWeights(join(folder, "model.safetensors"), (name) =>
    /entity|pooler/.test(name) ? undefined : name.replace("luke.", "roberta."),
  );
  await writeFile(
    join(folder, "config.json"),
    JSON.stringify({ ...robertaSizes, model_type: "roberta", pad_token_id: 1 }),
  );
  const open = () =>
    openRoberta(folder, { entityVocabSize: 9, entityEmbeddingSize: 16, random: new Random(5) });
  const [opened, again] = [await open(), await open()];
  expect(opened.config).toMatchObject({ entityVocabSize: 9, useEntityAwareAttention: false });
  const [found, same] = [flattenParameters(opened.params), flattenParameters(again.params)];
  for (const [name, tensor] of flattenParameters(model.params)) {
    const values = await found.get(name)!.data();
    expect(values).toEqual(await same.get(name)!.data());
    if (!/entity|pooler/.test(name)) expect(values, name).toEqual(await tensor.data());
  }
  const table = await opened.params.entityEmbeddings.entity.data();
  expect(table.slice(0, 16).every((value) => value === 0)).toBe(true);
  expect(table.slice(16).every((value) => value !== 0)).toBe(true);
  dispose(model);
  dispose(opened);
  dispose(again);
  await writeFile(join(folder, "config.json"), '{ "model_type": "bert" }');
  await expect(open()).rejects.toMatchObject({ code: "MOD002" });
});

/** A .tar.gz of these entries: name → text, or a link. */
async function writeArchive(
  entries: readonly (readonly [string, string | { link: string }])[],
): Promise<string> {
  const path = join(folder, "archive.tar.gz");
  const tar = pack();
  for (const [name, content] of entries) {
    if (typeof content === "string") tar.entry({ name }, content);
    else tar.entry({ name, type: "symlink", linkname: content.link });
  }
  tar.finalize();
  await pipeline(tar, createGzip(), createWriteStream(path));
  return path;
}

test("of an archive the files of a checkpoint are taken, wherever they lie, and no others", async () => {
  const path = await writeArchive([
    ["luke_base/metadata.json", "{}"],
    ["./luke_base/notes.txt", "x"],
    ["luke_base/entity_vocab.tsv", "y".repeat(100_000)],
  ]);
  await extractArchive(path, join(folder, "out"));
  expect((await readdir(join(folder, "out"))).sort()).toEqual(["entity_vocab.tsv", "metadata.json"]);
  expect((await readFile(join(folder, "out", "entity_vocab.tsv"))).length).toBe(100_000);
});

test.each([
  ["climbs out", [["../metadata.json", "{}"]], "leaves the folder"],
  ["climbs out later", [["a/../../metadata.json", "{}"]], "leaves the folder"],
  ["climbs out with backslashes", [["..\\metadata.json", "{}"]], "leaves the folder"],
  ["is absolute", [["/tmp/metadata.json", "{}"]], "leaves the folder"],
  ["is a link", [["metadata.json", { link: "/etc/passwd" }]], "is a symlink"],
  [
    "comes twice",
    [
      ["metadata.json", "{}"],
      ["a/metadata.json", "{}"],
    ],
    "twice",
  ],
  ["is of no use", [["x", "{}"]], "holds none of"],
] as const)("an archive whose entry %s is refused", async (_, entries, text) => {
  await expect(extractArchive(await writeArchive(entries), join(folder, "out"))).rejects.toMatchObject({
    code: "MOD015",
    message: expect.stringContaining(text),
  });
});

test("an archive that is cut short, or none, is refused", async () => {
  const path = await writeArchive([["metadata.json", Array.from({ length: 9999 }, (_, i) => i * i).join()]]);
  await truncate(path, 5000);
  await expect(extractArchive(path, join(folder, "out"))).rejects.toMatchObject({ code: "MOD015" });
  await writeFile(path, "no archive at all, but a text of some length");
  await expect(extractArchive(path, join(folder, "out"))).rejects.toMatchObject({ code: "MOD015" });
  await expect(extractArchive(`${path}.absent`, join(folder, "out"))).rejects.toMatchObject({
    code: "MOD006",
  });
});

test("entity vectors are written as word2vec text and as safetensors", async () => {
  const config = { ...lukeTiny, entityVocabSize: 2, entityEmbeddingSize: 3 };
  const params = createLukeParams(config, new Random(1));
  const { entity } = params.entityEmbeddings;
  const titles = ["[PAD]", "Mount Fuji"];
  await writeEntityVectors(join(folder, "e.txt"), entity, titles);
  const [header, first, second] = (await readFile(join(folder, "e.txt"), "utf8")).split("\n");
  expect([header, first]).toEqual(["2 3", "ENTITY/[PAD] 0 0 0"]);
  const numbers = second!.split(" ").slice(1).map(Number);
  expect(second).toMatch(/^ENTITY\/Mount_Fuji /);
  expect(Float32Array.from(numbers)).toEqual((await entity.data()).slice(3));
  await writeEntityVectors(join(folder, "e.safetensors"), entity, titles);
  const file = await openSafetensors(join(folder, "e.safetensors"));
  expect(JSON.parse(file.metadata["titles"]!)).toEqual(titles);
  expect((await file.readRows("entity_embeddings", 1, 2)).values).toEqual((await entity.data()).slice(3));
  await file.close();
  await expect(writeEntityVectors(join(folder, "x"), entity, [])).rejects.toThrow(RangeError);
  disposeParameters(params);
});
