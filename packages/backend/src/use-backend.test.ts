import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { nativeState } from "./load-native.ts";
import { readRuntime } from "./runtime-manifest.ts";
import { useBackend } from "./use-backend.ts";

const stderr = vi.spyOn(process.stderr, "write");
const printed: string[] = [];

beforeEach(() => {
  vi.stubEnv("LUKE_BACKEND", "");
  vi.stubEnv("LUKE_QUIET", "");
  printed.length = 0;
  stderr.mockImplementation((text) => printed.push(String(text)) > 0);
});
afterEach(() => {
  vi.unstubAllEnvs();
  stderr.mockReset();
});

async function emptyCache(): Promise<void> {
  vi.stubEnv("LUKE_CACHE", await mkdtemp(join(tmpdir(), "luke-cache-")));
}

/** Tensors made by an ES module's import of tfjs-core are computed with by whatever backend was started. */
async function multiply(): Promise<number[]> {
  const product = tf.tidy(() =>
    tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([1, 1, 0, 1], [2, 2])),
  );
  const values = [...(await product.data())];
  product.dispose();
  return values;
}

test("without a native runtime auto runs on wasm and says so once, with the command", async () => {
  await emptyCache();
  vi.stubEnv("LUKE_SETUP_COMMAND", "npm run luke -- setup");
  const info = await useBackend();
  expect(info).toMatchObject({ name: "wasm", device: "cpu", threads: 1, version: "4.22.0" });
  expect(info.notice).toMatch(/several times slower than the native runtime.*npm run luke -- setup$/);
  expect(await multiply()).toEqual([1, 3, 3, 7]);
  await useBackend("native");
  expect(printed.filter((text) => text.startsWith("luke: running on"))).toHaveLength(1);
});

test("whoever asks for wasm or cpu gets it without a word", async () => {
  for (const name of ["cpu", "wasm"] as const) {
    expect(await useBackend(name)).toMatchObject({ name });
    expect((await useBackend(name)).notice).toBeUndefined();
    expect(tf.getBackend()).toBe(name);
    expect(await multiply()).toEqual([1, 3, 3, 7]);
  }
  expect(printed).toEqual([]);
});

test("wasm leaves no listeners that rethrow what goes uncaught", async () => {
  const before = process.listenerCount("uncaughtException");
  await useBackend("wasm");
  expect(process.listenerCount("uncaughtException")).toBe(before);
});

test("LUKE_BACKEND wins over what the program prefers", async () => {
  vi.stubEnv("LUKE_BACKEND", "cpu");
  expect(await useBackend("wasm")).toMatchObject({ name: "cpu" });
});

test("a forced backend that cannot start is an error, not another backend", async () => {
  if (nativeState() !== undefined) return;
  await emptyCache();
  vi.stubEnv("LUKE_BACKEND", "native");
  await expect(useBackend()).rejects.toMatchObject({
    code: "BCK002",
    message: expect.stringContaining("not set up"),
    hint: expect.stringContaining("setup"),
  });
});

test("an unknown name is refused: in LUKE_BACKEND with an error, in a program as misuse", async () => {
  vi.stubEnv("LUKE_BACKEND", "gpu");
  await expect(useBackend()).rejects.toMatchObject({ code: "BCK001", exitCode: 2 });
  vi.stubEnv("LUKE_BACKEND", "");
  await expect(useBackend("gpu" as "cpu")).rejects.toThrow(RangeError);
});

test("without WebGPU its place is taken by wasm, with the reason", async () => {
  const info = await useBackend("webgpu");
  expect(info).toMatchObject({ name: "wasm", notice: expect.stringContaining("navigator.gpu") });
  vi.stubEnv("LUKE_BACKEND", "webgpu");
  await expect(useBackend()).rejects.toMatchObject({ code: "BCK002" });
});

const native = readRuntime("cpu") ?? readRuntime("gpu");

test.skipIf(native === undefined)(
  "the prepared native runtime computes with the caller's tensors",
  async () => {
    expect(await useBackend("native")).toMatchObject({
      name: "tensorflow",
      version: native!.manifest.tensorflow,
      description: expect.stringMatching(/^TensorFlow 2\.\d+/),
    });
    expect(tf.getBackend()).toBe("tensorflow");
    expect(await multiply()).toEqual([1, 3, 3, 7]);
    // A second call and a change of backend keep the one library.
    const state = nativeState();
    await useBackend("wasm");
    expect(await useBackend("native")).toMatchObject({ name: "tensorflow" });
    expect(nativeState()).toBe(state);
    expect(printed).toEqual([]);
  },
);

test.skipIf(native === undefined)("native kernels that chain ops find them", async () => {
  await useBackend("native");
  const exp = tf.exp(tf.tensor1d([0, 1], "int32"));
  expect([...(await exp.data())][1]).toBeCloseTo(Math.E, 5);
  const prelu = tf.prelu(tf.tensor1d([-2, 2]), tf.tensor1d([0.5, 0.5]));
  expect([...(await prelu.data())]).toEqual([-1, 2]);
});

test.skipIf(native === undefined)(
  "a thousand steps on the native runtime leave no tensor behind",
  async () => {
    await useBackend("native");
    const { binding } = tf.backend() as unknown as { binding: { getNumOfTensors(): number } };
    const before = [tf.memory().numTensors, binding.getNumOfTensors()];
    for (let i = 0; i < 1000; i++)
      tf.dispose(tf.tidy(() => tf.sum(tf.matMul(tf.ones([4, 4]), tf.ones([4, 4])))));
    expect([tf.memory().numTensors, binding.getNumOfTensors()]).toEqual(before);
  },
);
