import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { disposeParameters, type ParameterTree, Random } from "@lukejs/kernels";
import { createLukeParams, lukeTiny } from "@lukejs/model";
import { saveCheckpoint } from "@lukejs/model/node";
import { entityTyping, prepareModel } from "@lukejs/tasks";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DownloadProgress, loadPipeline, type ModelContents } from "./index.ts";
import { sourceFiles } from "./source-files-web.ts";
import { startBackend } from "./start-backend.ts";

const text = "Ann Lee was born in Oslo.";
const input = { text, start: 20, end: 24 };
let folder: string;
let contents: Record<string, Uint8Array<ArrayBuffer>>;
let server: Server;
let address: string;
/** What the server answers instead of the files. */
let broken: number | "page" | undefined;

beforeAll(async () => {
  await startBackend("cpu");
  folder = await mkdtemp(join(tmpdir(), "luke-source-"));
  const task = entityTyping();
  const tokenizer = new RobertaTokenizer(await trainByteLevelBpe([text, text], { vocabSize: 280 }));
  const config = { ...lukeTiny, numLayers: 1, vocabSize: tokenizer.vocabSize };
  const encoder = { config, params: createLukeParams(config, new Random(1)), headParams: {} };
  const labels = ["person", "place"];
  const model = prepareModel(encoder, tokenizer, task, { labels, random: new Random(2) });
  await saveCheckpoint(join(folder, "model"), { ...model, labels, architecture: task.architecture });
  await saveTokenizer(tokenizer, join(folder, "model"));
  disposeParameters({ ...model.params, ...model.headParams } as ParameterTree);
  contents = {};
  for (const name of await readdir(join(folder, "model"))) {
    contents[name] = new Uint8Array(await readFile(join(folder, "model", name)));
  }
  server = createServer((request, response) => {
    const bytes = contents[basename(request.url!)];
    if (typeof broken === "number") return void response.writeHead(broken).end();
    if (bytes === undefined && broken === "page") {
      return void response
        .writeHead(200, { "content-type": "text/html; charset=utf-8" })
        .end("<!doctype html>");
    }
    if (bytes === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-length": bytes.length }).end(bytes);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model/`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

test("the files themselves open as their folder does, whatever holds each of them", async () => {
  using there = await loadPipeline("entity-typing", join(folder, "model"));
  const mixed: ModelContents = {
    ...contents,
    "config.json": Buffer.from(contents["config.json"]!).toString("utf8"),
    "vocab.json": new Blob([contents["vocab.json"]!]),
    "merges.txt": contents["merges.txt"]!.buffer,
  };
  using given = await loadPipeline("entity-typing", mixed);
  expect(await given(input)).toEqual(await there(input));
});

test("a page reads the files below an address, with progress", async () => {
  using there = await loadPipeline("entity-typing", join(folder, "model"));
  for (const missing of [undefined, "page"] as const) {
    broken = missing;
    const seen = new Map<string, DownloadProgress>();
    const files = await sourceFiles(address, { onProgress: (progress) => seen.set(progress.file, progress) });
    using pipeline = await loadPipeline("entity-typing", files);
    expect(await pipeline(input)).toEqual(await there(input));
    const size = contents["model.safetensors"]!.length;
    expect(seen.get("model.safetensors")).toEqual({ file: "model.safetensors", loaded: size, total: size });
  }
  broken = undefined;
});

test("what cannot be had is one error, and no tensor is left", async () => {
  const before = tf.memory().numTensors;
  const { "merges.txt": _, ...partial } = contents;
  await expect(loadPipeline("entity-typing", partial)).rejects.toMatchObject({
    code: "LUK002",
    message: expect.stringContaining('the given files": it lacks merges.txt'),
  });
  broken = 503;
  await expect(loadPipeline("entity-typing", await sourceFiles(address, {}))).rejects.toMatchObject({
    code: "LUK011",
    message: expect.stringContaining('config.json": 503'),
  });
  broken = undefined;
  await expect(
    loadPipeline("entity-typing", await sourceFiles("http://127.0.0.1:9/model", {})),
  ).rejects.toMatchObject({ code: "LUK011" });
  const signal = AbortSignal.abort(new Error("left the page"));
  await expect(loadPipeline("entity-typing", await sourceFiles(address, { signal }))).rejects.toThrow(
    "left the page",
  );
  expect(tf.memory().numTensors).toBe(before);
});
