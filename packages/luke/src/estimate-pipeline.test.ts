import { cpus } from "node:os";
import { disposeParameters, type ParameterTree, Random } from "@lukejs/kernels";
import {
  type ArchitectureName,
  architectureOf,
  createHeadParams,
  createLukeParams,
  formatHuggingFaceConfig,
  type HuggingFaceConfig,
  type LukeConfig,
  lukeLarge,
  lukeTiny,
} from "@lukejs/model";
import { trainByteLevelBpe } from "@lukejs/tokenizer";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { checkMemory } from "./check-memory.ts";
import { pipelineTasks } from "./choose-pipeline.ts";
import { estimatePipeline } from "./estimate-pipeline.ts";
import { loadPipeline } from "./load-pipeline.ts";
import { modelCost } from "./model-cost.ts";
import type { ModelContents } from "./model-files.ts";
import { startBackend } from "./start-backend.ts";

const labels = ["person", "place", "work"];
const fileOf = (config: LukeConfig, architecture?: ArchitectureName): HuggingFaceConfig => ({
  config,
  architectures: architecture === undefined ? [] : [architecture],
  labels,
  extra: {},
});
const contentsOf = (config: LukeConfig, architecture?: ArchitectureName): ModelContents => ({
  "config.json": JSON.stringify(formatHuggingFaceConfig(fileOf(config, architecture))),
});
const huge: LukeConfig = {
  ...lukeLarge,
  numLayers: 96,
  hiddenSize: 4096,
  intermediateSize: 16384,
  numHeads: 64,
};
const speed = { operationsPerSecond: 1e11 };

beforeAll(() => startBackend("wasm"));

test("the weights are told to the byte, for the model of every pipeline", async () => {
  for (const task of pipelineTasks) {
    const { architecture } = await estimatePipeline(task, contentsOf(lukeTiny), speed);
    const before = tf.memory().numBytes;
    const { pooler } = architectureOf(architecture);
    const params = createLukeParams(lukeTiny, new Random(1), { pooler });
    const headParams = createHeadParams(lukeTiny, architecture, new Random(2), { numLabels: labels.length });
    const bytes = tf.memory().numBytes - before;
    const estimate = await estimatePipeline(task, contentsOf(lukeTiny, architecture), speed);
    expect(estimate.memory.weights, task).toBe(bytes);
    expect(estimate.memory.weights).toBe(4 * estimate.parameters);
    disposeParameters({ ...params, ...headParams } as ParameterTree);
  }
});

test("time follows the operations, of the longest input or of one as long as is told", async () => {
  const source = contentsOf(lukeLarge, "LukeForEntityClassification");
  const longest = await estimatePipeline("entity-typing", source, speed);
  expect(longest).toMatchObject({ task: "entity-typing", tokens: 512, backend: "wasm", fits: true });
  expect(longest.seconds).toBe(longest.operations / 1e11);
  // Twice the parameters of the layers for every token, and the attention between tokens.
  expect(longest.operations).toBeGreaterThan(2 * 512 * 300e6);
  const short = await estimatePipeline("entity-typing", source, { ...speed, tokens: 64 });
  expect(short.operations).toBeLessThan(longest.operations / 8);
  expect(short.memory.activations).toBeLessThan(longest.memory.activations);
  const measured = await estimatePipeline(undefined, source);
  expect(measured.operationsPerSecond).toBeGreaterThan(1e6 * cpus().length);
});

test("a model too big for the backend is refused before its weights are read, with both figures", async () => {
  const asked: string[] = [];
  const { vocab, merges } = await trainByteLevelBpe(["Ann lives in Oslo."], { vocabSize: 262 });
  const tokenizer: Record<string, string> = {
    "vocab.json": JSON.stringify(vocab),
    "merges.txt": merges.join("\n"),
  };
  const source = contentsOf(huge, "LukeForEntityClassification");
  const named = {
    name: "some model",
    nameOf: (file: string) => file,
    has: async (file: string) => !/^(entity_vocab|sentencepiece)/.test(file),
    text: async (file: string) => (file === "config.json" ? String(source["config.json"]) : tokenizer[file]),
    bytes: async (file: string) => {
      asked.push(file);
      return undefined;
    },
  };
  expect((await estimatePipeline("entity-typing", named, speed)).fits).toBe(false);
  const before = tf.memory().numTensors;
  await expect(loadPipeline("entity-typing", named)).rejects.toMatchObject({
    code: "LUK014",
    message: expect.stringMatching(
      /"some model": a prediction takes about \d+\.\d GB, (WebAssembly \(4 GiB\)|this machine) has [\d.]+ [GM]B left/,
    ),
    hint: expect.stringContaining("ignoreMemory: true"),
  });
  expect(asked).toEqual([]);
  // Told otherwise, the weights are asked for.
  await expect(loadPipeline("entity-typing", named, { ignoreMemory: true })).rejects.not.toMatchObject({
    code: "LUK014",
  });
  expect(asked).toContain("model.safetensors");
  expect(tf.memory().numTensors).toBe(before);
});

test("where a smaller batch fits, the message says which", () => {
  const config = fileOf(lukeTiny, "LukeForEntityClassification");
  const room = (tokens: number) => ({
    name: "this machine",
    available: modelCost(config, "LukeForEntityClassification", { maxTokens: tokens }).memory.total,
  });
  const check = (tokens: number) => () =>
    checkMemory("m", config, "LukeForEntityClassification", undefined, room(tokens));
  expect(check(4096)).not.toThrow();
  expect(check(1024)).toThrow(
    expect.objectContaining({
      code: "LUK014",
      hint: expect.stringContaining("With maxTokens: 1024 it fits."),
    }),
  );
  expect(check(100)).toThrow(expect.objectContaining({ hint: expect.not.stringContaining("maxTokens") }));
});

test("WebGPU's largest buffer has to hold the largest parameter", () => {
  const room = { name: "WebGPU", largest: 2 ** 27 };
  const config = fileOf(lukeLarge, "LukeForMaskedLM");
  expect(() => checkMemory("large", config, "LukeForMaskedLM", undefined, room)).toThrow(
    expect.objectContaining({
      code: "LUK014",
      message: expect.stringContaining("its largest parameter takes 0.5 GB, a buffer of WebGPU holds 0.1 GB"),
    }),
  );
  expect(() =>
    checkMemory("tiny", fileOf(lukeTiny, "LukeForMaskedLM"), "LukeForMaskedLM", undefined, room),
  ).not.toThrow();
});
