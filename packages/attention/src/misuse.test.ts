import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { readRuntime, useBackend } from "@lukejs/backend";
import { LukeError } from "@lukejs/errors";
import { startWebGpu } from "@lukejs/test-kit";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { entityAwareAttention, packedEntityAwareAttention, sequenceAttention } from "./index.ts";

setWasmPaths(
  join(
    dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json")),
    "wasm-out",
  ) + sep,
);

// biome-ignore lint/suspicious/noExplicitAny: what the compiler would refuse is what is tried
type Any = any;
const f = (...shape: number[]): Any => tf.ones(shape);
const i = (...shape: number[]): Any => tf.zeros(shape, "int32");
const starts = (...values: number[]): Int32Array => Int32Array.from(values);
const layoutOf = (words: number[], entities: number[]) => {
  const one = { wordStarts: starts(...words), entityStarts: starts(...entities) };
  return { queries: one, keys: one };
};
/** Two texts: two words and one entity, one word and none. */
const layout = layoutOf([0, 2, 3], [0, 1, 1]);
const projection = (inputs = 4, outputs = inputs): Any => ({ weight: f(outputs, inputs), bias: f(outputs) });
const plain = (): Any => ({ wordToWordQuery: projection(), key: projection(), value: projection() });
const aware = (): Any => ({
  ...plain(),
  wordToEntityQuery: projection(),
  entityToWordQuery: projection(),
  entityToEntityQuery: projection(),
});
const disposed = (...shape: number[]): Any => {
  const tensor = f(...shape);
  tensor.dispose();
  return tensor;
};

const sequence = (inputs: Any, options: Any = {}) =>
  sequenceAttention(
    { query: f(4, 4), key: f(4, 4), value: f(4, 4), ...inputs },
    { layout, numHeads: 2, ...options },
  );
const packed = (inputs: Any = {}, options: Any = {}, params: Any = aware()) =>
  packedEntityAwareAttention(params, { tokens: f(4, 4), layout, ...inputs }, { numHeads: 2, ...options });
const batched = (inputs: Any = {}, options: Any = {}, params: Any = aware()) =>
  entityAwareAttention(
    params,
    { words: f(2, 3, 4), entities: f(2, 1, 4), ...inputs },
    { numHeads: 2, ...options },
  );

/** Calls that have no meaning, by function: of another dtype, rank or shape, or with numbers out of range. */
const calls: Readonly<Record<string, readonly (() => unknown)[]>> = {
  sequenceAttention: [
    () => sequence({ query: i(4, 4) }),
    () => sequence({ key: i(4, 4) }),
    () => sequence({ query: f(4, 4, 1) }),
    () => sequence({ key: f(4) }),
    () => sequence({ value: f(4, 2) }),
    () => sequence({ value: f(3, 4) }),
    () => sequence({ query: f(3, 4) }),
    () => sequence({ query: undefined }),
    () => sequence({ query: undefined, wordToWordQuery: f(3, 4) }),
    () => sequence({ query: undefined, wordToWordQuery: f(3, 4), wordToEntityQuery: f(2, 4) }),
    () => sequence({ query: disposed(4, 4) }),
    () => sequence({}, { numHeads: 3 }),
    () => sequence({}, { numHeads: 0 }),
    () => sequence({}, { numHeads: -2 }),
    () => sequence({}, { numHeads: Number.NaN }),
    () => sequence({}, { numHeads: 0.5 }),
    () => sequence({}, { layout: layoutOf([0, 3], [0, 2]) }),
    () => sequence({}, { layout: layoutOf([0, 2, 1], [0, 1, 3]) }),
    () => sequence({}, { layout: layoutOf([1, 3], [0, 1]) }),
    () => sequence({}, { layout: layoutOf([0, 3], [0, 1, 1]) }),
    () => sequence({}, { layout: layoutOf([], []) }),
    () => sequence({}, { layout: { queries: layout.queries, keys: layoutOf([0, 3], [0, 1]).keys } }),
    () => sequence({}, { dropout: { rate: 1, seed: 1 } }),
    () => sequence({}, { dropout: { rate: Number.NaN, seed: 1 } }),
    () => sequence({}, { dropout: { rate: 0.5, seed: 1, rowKeys: Uint32Array.of(1) } }),
  ],
  packedEntityAwareAttention: [
    () => packed({ tokens: i(4, 4) }),
    () => packed({ tokens: f(3, 4) }),
    () => packed({ tokens: f(5, 4) }),
    () => packed({ tokens: f(4, 6) }),
    () => packed({ tokens: f(1, 4, 4) }),
    () => packed({ queryTokens: f(3, 4) }),
    () => packed({}, { numHeads: 3 }),
    () => packed({}, {}, { ...aware(), key: projection(4, 6) }),
    () => packed({}, {}, { ...aware(), wordToEntityQuery: projection(4, 6) }),
    () => packed({}, {}, { ...plain(), wordToWordQuery: { weight: i(4, 4) } }),
  ],
  entityAwareAttention: [
    () => batched({ words: i(2, 3, 4) }),
    () => batched({ words: f(3, 4) }),
    () => batched({ words: f(2, 3, 6) }),
    () => batched({ entities: f(1, 1, 4) }),
    () => batched({ entities: f(2, 1, 6) }),
    () => batched({ entities: f(2, 4) }),
    () => batched({ entities: i(2, 1, 4) }),
    () => batched({ attentionBias: f(2, 1, 1, 3) }),
    () => batched({ attentionBias: f(4) }),
    () => batched({ attentionBias: i(2, 1, 1, 4) }),
    () => batched({ words: disposed(2, 3, 4) }),
    () => batched({}, { numHeads: 3 }),
    () => batched({}, { numHeads: 0 }),
    () => batched({}, { numHeads: -2 }),
    () => batched({}, {}, { ...aware(), value: projection(4, 6) }),
    () => batched({}, {}, { ...aware(), entityToWordQuery: projection(4, 2) }),
  ],
};

describe.each(["cpu", "wasm", "tensorflow", "webgpu"])("on %s", (backend) => {
  let absent: string | undefined;
  beforeAll(async () => {
    if (backend === "webgpu") absent = await startWebGpu();
    else if (backend !== "tensorflow") await tf.setBackend(backend);
    else if (readRuntime("cpu") === undefined) absent = "the native runtime is not set up";
    else await useBackend("native");
  });

  test.each(Object.entries(calls))("%s refuses what has no meaning and goes on", async (_name, misuses) => {
    if (absent !== undefined) return void console.warn(`not tested on ${backend}: ${absent}`);
    const untold: string[] = [];
    for (const [at, misuse] of misuses.entries()) {
      let error: unknown;
      tf.engine().startScope();
      try {
        misuse();
      } catch (caught) {
        error = caught;
      }
      tf.engine().endScope();
      const told = error instanceof RangeError || error instanceof TypeError || LukeError.isInstance(error);
      const disposedTold = error instanceof Error && /disposed/.test(error.message);
      if (!(told || disposedTold)) untold.push(`${at} ${misuse}: ${String(error)}`);
    }
    expect(untold).toEqual([]);
    const fine = tf.tidy(() => packed());
    expect(fine.shape).toEqual([4, 4]);
    for (const value of await fine.data()) expect(value).toBeCloseTo(5, 4);
    fine.dispose();
  });
});
