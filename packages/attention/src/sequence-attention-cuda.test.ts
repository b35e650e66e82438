import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import "@tensorflow/tfjs-backend-cpu";
import { buildCudaPrograms, readRuntime } from "@lukejs/backend";
import { dropoutWords, Random } from "@lukejs/kernels";
import { cudaSources } from "@lukejs/kernels/node";
import { expectClose } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attendGroups, attendGroupsGradient } from "./attend-groups.ts";
import type { SequenceAttentionInputs } from "./sequence-attention.ts";
import type { SequenceLayout } from "./sequence-layout.ts";
import { type AttentionPlan, planKeys, planQueries } from "./webgpu/attention-plan.ts";

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), "..");
const cudaFolder = join(packageFolder, "../kernels/cuda");
const nvrtc = join(packageFolder, "../../.tools/nvrtc/nvidia/cuda_nvrtc/lib/libnvrtc.so.12");
const runtime = readRuntime("cpu");
/** Of both sides, as the source has them. */
const rows = 16;

const compiler = spawnSync("g++", ["--version"]).status === 0 && process.platform === "linux";
const folder = mkdtempSync(join(tmpdir(), "lukejs-cuda-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!compiler)("attention in CUDA, its blocks and barriers emulated on a processor", () => {
  beforeAll(async () => void (await tf.setBackend("cpu")));

  test.each([
    { head: 5, numHeads: 3, words: [5, 17, 0], entities: [2, 0, 3] },
    { head: 64, numHeads: 2, words: [40, 1], entities: [19, 0] },
    { head: 128, numHeads: 1, words: [19], entities: [5] },
  ])("is the definition, forward and backward: $words words, $entities entities, heads of $head", (sizes) => {
    const { head, numHeads, words, entities } = sizes;
    const program = join(folder, `emulate-${head}`);
    build("emulate-cuda.cc", program, `-DHEAD=${head}`);
    const layout: SequenceLayout = { wordStarts: startsOf(words), entityStarts: startsOf(entities) };
    const [numWords, numEntities] = [layout.wordStarts.at(-1)!, layout.entityStarts.at(-1)!];
    const numRows = numWords + numEntities;
    for (const rate of [0, 0.3]) {
      for (const kinds of [1, 2]) {
        const [queries, keys, values, dy] = [kinds * numRows, numRows, numRows, numRows].map((count, i) =>
          normals(count * head * numHeads, i),
        ) as [Float32Array, Float32Array, Float32Array, Float32Array];
        const rowKeys = Uint32Array.from({ length: numRows }, (_, row) => (row + 1) * 0x9e3779b1);
        const site = { rate, seed: 0xdeadbeef, rowKeys };
        const attributes = { layout: { queries: layout, keys: layout }, numHeads, ...site };
        const settings = { site: dropoutWords(site), queryRows: numRows, rowKeys };
        const actual = emulate(
          program,
          [numHeads, kinds, numRows],
          [planQueries(attributes.layout, rows, settings), planKeys(attributes.layout, rows, settings)],
          [queries, keys, values, dy],
        );
        const expected = tf.tidy(() => {
          const matrix = (from: Float32Array, first: number, count: number): tf.Tensor2D =>
            tf.tensor2d(from.subarray(first * head * numHeads, (first + count) * head * numHeads), [
              count,
              head * numHeads,
            ]);
          const perKind = {
            wordToWordQuery: () => matrix(queries, 0, numWords),
            entityToWordQuery: () => matrix(queries, numWords, numEntities),
            wordToEntityQuery: () => matrix(queries, numRows, numWords),
            entityToEntityQuery: () => matrix(queries, numRows + numWords, numEntities),
          };
          const given = kinds === 1 ? { query: () => matrix(queries, 0, numRows) } : perKind;
          const inputs = {
            ...Object.fromEntries(Object.entries(given).map(([name, make]) => [name, make()])),
            key: matrix(keys, 0, numRows),
            value: matrix(values, 0, numRows),
          } as SequenceAttentionInputs;
          const all = [
            attendGroups(inputs, attributes),
            ...attendGroupsGradient(inputs, matrix(dy, 0, numRows), attributes),
          ];
          return tf.concat(all, 0).dataSync();
        });
        expectClose(actual, expected, 1e-4, `dropout ${rate}, ${kinds} queries`);
      }
    }
  });
});

const missing = compiler ? !existsSync(nvrtc) : true;
if (missing) console.warn('CUDA sources are not compiled here: run "node tools/set-up-nvrtc.mjs"');

test.skipIf(missing || runtime === undefined)("set-up compiles attention for sm_80 and sm_90", async () => {
  const sources = { ...cudaSources(), heads: [32, 64, 128] };
  const outcome = await buildCudaPrograms({ ...runtime!, folder }, sources, { nvrtc });
  expect(outcome).toEqual({ name: "luke_cuda", state: "ready" });
  const programs = join(folder, "ops", `luke_cuda-${sources.key}`);
  const files = readdirSync(programs);
  expect(files).toHaveLength(6);
  for (const file of files) expect(statSync(join(programs, file)).size).toBeGreaterThan(10_000);
});

function build(file: string, program: string, ...flags: string[]): void {
  const args = ["-std=c++17", "-O1", "-Wall", "-Wextra", "-Werror", join(cudaFolder, file)];
  const { status, stderr } = spawnSync("g++", [...args, "-o", program, ...flags]);
  expect(stderr.toString()).toBe("");
  expect(status).toBe(0);
}

/** States, then gradients of queries, keys and values. */
function emulate(
  program: string,
  sizes: readonly number[],
  plans: readonly AttentionPlan[],
  operands: readonly Float32Array[],
): Float32Array {
  const parts = [
    Int32Array.from(sizes),
    ...plans.flatMap(({ tiles, words }) => [Int32Array.of(tiles), words]),
    ...operands,
  ];
  const input = Buffer.concat(
    parts.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  );
  const { status, stdout, stderr } = spawnSync(program, { input, maxBuffer: 2 ** 28 });
  expect(stderr.toString()).toBe("");
  expect(status).toBe(0);
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
}

function startsOf(counts: readonly number[]): Int32Array {
  let end = 0;
  return Int32Array.of(0, ...counts.map((count) => (end += count)));
}

function normals(size: number, seed: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: size }, () => random.nextNormal());
}
