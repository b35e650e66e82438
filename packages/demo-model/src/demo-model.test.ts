import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeSafetensors, encodeSafetensors, type TensorData } from "@lukejs/safetensors";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeDemoModel } from "../tools/write-demo-model.ts";
import { demoModel } from "./demo-model.ts";
import { type DemoTask, demoTasks } from "./demo-tasks.ts";
import { packWeights, unpackWeights } from "./pack-weights.ts";

const float = (shape: number[], values: number[]): TensorData => ({
  dtype: "float32",
  shape,
  values: Float32Array.from(values),
});
const table = Array.from({ length: 3 * 20 }, (_, i) => Math.sin(i));
const weights = new Map<string, TensorData>([
  ["table", float([3, 20], table)],
  ["bias", float([4], [1, 2, 3, 4])],
  ["narrow", float([2, 2], [1, 2, 3, 4])],
  ["positions", { dtype: "int32", shape: [2], values: Int32Array.of(7, 8) }],
]);

let folder = "";
let server: Server;
let baseUrl = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-demo-model-"));
  for (const [task, part] of Object.entries(demoTasks)) {
    const at = join(folder, "run", part);
    await mkdir(at, { recursive: true });
    await writeFile(join(at, "config.json"), JSON.stringify({ task }));
    await writeFile(join(at, "vocab.json"), '{"a":0}');
    await writeFile(join(at, "README.md"), "not for pipelines");
    await writeFile(join(at, "model.safetensors"), encodeSafetensors(weights, { format: "pt" }));
  }
  server = createServer((request, response) => {
    readFile(join(folder, "model", new URL(request.url!, "http://x").pathname)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test("what a main job left comes back as the files of each model, texts of all written once", async () => {
  const written = await writeDemoModel(join(folder, "run"), join(folder, "model"));
  expect(written.map(({ file }) => file)).toEqual([
    ...Object.keys(demoTasks).map((task) => `${task}.safetensors`),
    "manifest.json",
  ]);
  const manifest = await readFile(join(folder, "model", "manifest.json"), "utf8");
  expect(manifest.match(/vocab\.json/g)).toHaveLength(1);
  for (const task of Object.keys(demoTasks) as DemoTask[]) {
    const files = await demoModel(task, { baseUrl });
    expect(Object.keys(files).sort()).toEqual(["config.json", "model.safetensors", "vocab.json"]);
    expect(files["config.json"]).toBe(JSON.stringify({ task }));
    const { tensors, metadata } = decodeSafetensors(files["model.safetensors"] as Uint8Array);
    expect(metadata).toEqual({ format: "pt" });
    expect([...tensors.keys()]).toEqual([...weights.keys()]);
  }
});

test("a model that is not there, and a task that has none, are told", async () => {
  await expect(demoModel("cloze", { baseUrl: `${baseUrl}nowhere/` })).rejects.toMatchObject({
    code: "DEM001",
    message: expect.stringContaining("manifest.json"),
    hint: expect.stringContaining("build-model"),
  });
  await expect(demoModel("poetry" as DemoTask, { baseUrl })).rejects.toThrow(
    /"poetry", expected one of entity-typing/,
  );
});

test("a matrix takes a quarter of its room; its numbers keep half a step of their row", () => {
  const rows = fc.integer({ min: 1, max: 5 });
  const columns = fc.integer({ min: 16, max: 40 });
  fc.assert(
    fc.property(
      rows,
      columns,
      fc.infiniteStream(fc.float({ noNaN: true, min: -100, max: 100 })),
      (n, width, numbers) => {
        const values = Array.from({ length: n * width }, () => numbers.next().value as number);
        const bytes = encodeSafetensors(new Map([["x", float([n, width], values)]]));
        const packed = packWeights(bytes, "x");
        const { values: found, shape } = decodeSafetensors(unpackWeights(packed, "x")).tensors.get("x")!;
        expect(shape).toEqual([n, width]);
        for (let row = 0; row < n; row++) {
          const from = values.slice(row * width, (row + 1) * width);
          const step = Math.max(...from.map(Math.abs)) / 127;
          for (const [i, value] of from.entries())
            expect(Math.abs(found[row * width + i]! - value)).toBeLessThanOrEqual(0.5001 * step);
        }
      },
    ),
  );
  const large = encodeSafetensors(new Map([["x", float([256, 256], new Array(65_536).fill(0.5))]]));
  expect(packWeights(large, "x").length).toBeLessThan(0.26 * large.length);
});

test("vectors, narrow matrices and integers stay as they are", () => {
  const { tensors } = decodeSafetensors(unpackWeights(packWeights(encodeSafetensors(weights), "x"), "x"));
  for (const name of ["bias", "narrow", "positions"]) expect(tensors.get(name)).toEqual(weights.get(name));
});
