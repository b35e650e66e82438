import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { useBackend } from "@lukejs/backend";
import { readEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, lukeTiny } from "@lukejs/model";
import {
  describeCheckpoint,
  openCheckpoint,
  readSafetensors,
  saveCheckpoint,
  writeSafetensors,
} from "@lukejs/model/node";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { loadLukeTokenizer, saveTokenizer } from "@lukejs/tokenizer/node";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { convertCheckpoint } from "./convert-checkpoint.ts";

// Present where benchmarks/python/set-up.mjs made it, or LUKE_PYTHON names one with transformers 4.57.6.
const root = fileURLToPath(new URL("../../../..", import.meta.url));
const python = process.env["LUKE_PYTHON"] ?? join(root, ".tools/python/bin/python");

let folder: string;
beforeAll(() => useBackend("cpu"));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-convert-test-"));
});
afterEach(() => rm(folder, { recursive: true }));

const titles = ["[PAD]", "[UNK]", "[MASK]", "Tokyo", "Mount Fuji"];

/** A folder as an archive of the original unpacks to, but for the format of the weights. */
async function writeOriginal(vocabSize: number = lukeTiny.vocabSize): Promise<string> {
  const config = { ...lukeTiny, vocabSize, entityVocabSize: titles.length, useEntityAwareAttention: false };
  const random = new Random(4);
  const params = createLukeParams(config, random);
  const headParams = createHeadParams(config, "LukeForMaskedLM", random);
  await saveCheckpoint(folder, { config, architecture: "LukeForMaskedLM", params, headParams });
  disposeParameters(params);
  disposeParameters(headParams);
  const path = join(folder, "model.safetensors");
  const { tensors } = await readSafetensors(path);
  await writeSafetensors(path, new Map([...tensors].map(([name, t]) => [name.replace("luke.", ""), t])));
  const json = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
  const metadata = { model_config: { ...json, bert_model_name: "roberta-base" } };
  await writeFile(join(folder, "metadata.json"), JSON.stringify(metadata));
  await writeFile(join(folder, "entity_vocab.tsv"), titles.map((title) => `${title}\t1\n`).join(""));
  await rm(join(folder, "config.json"));
  return folder;
}

test("an original becomes what the reference's conversion makes of it", async () => {
  const tokenizer = await mkdtemp(join(tmpdir(), "luke-convert-words-"));
  const text = "Mount Fuji is seen from Tokyo.";
  const words = new RobertaTokenizer(await trainByteLevelBpe([text, text], { vocabSize: 280 }));
  const { vocabSize } = words;
  await saveTokenizer(words, tokenizer);
  const out = join(folder, "out");
  const converted = await convertCheckpoint(await writeOriginal(vocabSize), out, { from: "luke", tokenizer });
  expect(converted.config).toMatchObject({
    vocabSize: vocabSize + 2,
    entityVocabSize: titles.length + 1,
    useEntityAwareAttention: true,
  });
  expect(converted.files).toEqual([
    "added_tokens.json",
    "entity_vocab.json",
    "merges.txt",
    "special_tokens_map.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.json",
  ]);
  const reopened = await loadLukeTokenizer(out, await readEntityVocab(join(out, "entity_vocab.json")));
  const spans = { entitySpans: [[0, 10]] as [number, number][], entities: ["Mount Fuji"] };
  const encoded = reopened.encode(text, spans);
  expect([...encoded.entityIds]).toEqual([4]);
  if (existsSync(python)) {
    // Python's tokenizer of the folder gives the same ids, with the same special tokens.
    const script =
      "import json, sys; from transformers import LukeTokenizer; t = LukeTokenizer.from_pretrained(sys.argv[1]); " +
      "e = t(sys.argv[2], entity_spans=[(0, 10)], entities=['Mount Fuji']); " +
      "print(json.dumps([e['input_ids'], e['entity_ids'], t.convert_tokens_to_ids(['<ent>', '<ent2>', '<mask>'])]))";
    const { stdout } = await promisify(execFile)(python, ["-c", script, out, text]);
    const markers = ["<ent>", "<ent2>", "<mask>"].map((name) => reopened.words.idOf(name));
    expect(JSON.parse(stdout)).toEqual([[...encoded.wordIds], [4], markers]);
  }
  const entities = JSON.parse(await readFile(join(out, "entity_vocab.json"), "utf8"));
  expect(entities["[MASK2]"]).toBe(titles.length);
  const { tensors } = await readSafetensors(join(out, "model.safetensors"));
  const row = (name: string, id: number): ArrayLike<number> => {
    const { values, shape } = tensors.get(name)!;
    return values.slice(id * shape[1]!, (id + 1) * shape[1]!);
  };
  const [entity, word] = [
    "luke.entity_embeddings.entity_embeddings.weight",
    "luke.embeddings.word_embeddings.weight",
  ];
  expect(row(entity, titles.length)).toEqual(row(entity, 2));
  expect(row(word, vocabSize)).toEqual(row(word, words.idOf("@")!));
  expect(row(word, vocabSize + 1)).toEqual(row(word, words.idOf("#")!));
  const { copiedQueries, queries, notFinite, parameters } = await describeCheckpoint(out);
  expect(copiedQueries).toHaveLength(queries);
  expect(queries).toBe(3 * lukeTiny.numLayers);
  expect(notFinite).toEqual([]);
  expect(parameters.total).toBe([...tensors.values()].reduce((sum, { values }) => sum + values.length, 0));
  await rm(tokenizer, { recursive: true });
});

test("a lite model keeps the special entities, and the vectors of all go to a file of their own", async () => {
  const [out, lite, vectors] = [join(folder, "out"), join(folder, "lite"), join(folder, "entities.txt")];
  await convertCheckpoint(await writeOriginal(), out, { from: "luke", entityVectors: vectors });
  expect(
    (await readFile(vectors, "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ")[0]),
  ).toEqual([
    "6",
    "ENTITY/[PAD]",
    "ENTITY/[UNK]",
    "ENTITY/[MASK]",
    "ENTITY/Tokyo",
    "ENTITY/Mount_Fuji",
    "ENTITY/[MASK2]",
  ]);
  await convertCheckpoint(out, lite, { from: "hf", lite: true, floats: "F16" });
  expect(JSON.parse(await readFile(join(lite, "entity_vocab.json"), "utf8"))).toEqual({
    "[PAD]": 0,
    "[UNK]": 1,
    "[MASK]": 2,
    "[MASK2]": 3,
  });
  const opened = await openCheckpoint(lite);
  expect(opened.config.entityVocabSize).toBe(4);
  disposeParameters(opened.params);
  disposeParameters(opened.headParams);
});

test("a RoBERTa without entities and a vocabulary of another size are refused", async () => {
  await expect(convertCheckpoint(folder, "x", { from: "roberta" })).rejects.toMatchObject({ code: "CLI014" });
  await writeOriginal();
  await writeFile(join(folder, "entity_vocab.tsv"), "[PAD]\t0\n[UNK]\t0\n[MASK]\t0\n");
  await expect(convertCheckpoint(folder, join(folder, "x"), { from: "luke" })).rejects.toMatchObject({
    code: "CLI014",
    message: expect.stringContaining("5 rows, the vocabulary 3"),
  });
});

test("as ONNX a model has its graph beside config.json and the tokenizer's files, in float32", async () => {
  const [out, onnx] = [join(folder, "out"), join(folder, "onnx")];
  await convertCheckpoint(await writeOriginal(), out, { from: "luke" });
  const { files } = await convertCheckpoint(out, onnx, { from: "hf", to: "onnx" });
  expect((await readdir(onnx)).sort()).toEqual(["config.json", ...files, "model.onnx"].sort());
  expect(files).toContain("entity_vocab.json");
  expect((await readFile(join(onnx, "model.onnx"))).subarray(0, 10).toString("latin1")).toMatch(
    /^\x08\x08\x12\x06lukejs/,
  );
  expect(await describeConfig(onnx)).toEqual(await describeConfig(out));
  await expect(convertCheckpoint(out, onnx, { from: "hf", to: "onnx", floats: "F16" })).rejects.toThrow(
    /float32/,
  );
});

async function describeConfig(path: string): Promise<unknown> {
  const {
    dtype: _,
    torch_dtype: __,
    ...config
  } = JSON.parse(await readFile(join(path, "config.json"), "utf8"));
  return config;
}
