import { buildOpLibrary, readRuntime, useBackend } from "@lukejs/backend";
import { hasOpLibrary, Random } from "@lukejs/kernels";
import { opLibrarySources } from "@lukejs/kernels/node";
import { expectClose } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type SequenceAttentionInputs, type SequenceLayout, sequenceAttention } from "./index.ts";

interface Case {
  readonly queries: readonly [words: readonly number[], entities: readonly number[]];
  readonly keys: readonly [words: readonly number[], entities: readonly number[]];
  readonly head: number;
  readonly numHeads: number;
}

const all = (words: number[], entities: number[], head: number, numHeads: number): Case => ({
  queries: [words, entities],
  keys: [words, entities],
  head,
  numHeads,
});

const cases: readonly Case[] = [
  all([1], [0], 1, 1),
  all([1], [1], 3, 2),
  all([15], [1], 16, 1),
  all([3, 9, 5], [2, 1, 4], 5, 2),
  all([17, 31], [16, 0], 33, 3),
  all([0, 5], [2, 0], 8, 2),
  all([97, 1, 128], [33, 8, 7], 64, 2),
  all([300], [41], 64, 1),
  all([130], [70], 129, 1),
  {
    queries: [
      [1, 0, 3],
      [2, 0, 0],
    ],
    keys: [
      [7, 4, 3],
      [2, 5, 1],
    ],
    head: 20,
    numHeads: 2,
  },
  {
    queries: [
      [0, 0],
      [0, 0],
    ],
    keys: [
      [7, 4],
      [2, 5],
    ],
    head: 4,
    numHeads: 2,
  },
];

function layoutOf([words, entities]: Case["keys"]): SequenceLayout {
  const starts = (counts: readonly number[]): Int32Array =>
    Int32Array.from([0, ...counts.map((_, i) => counts.slice(0, i + 1).reduce((a, b) => a + b, 0))]);
  return { wordStarts: starts(words), entityStarts: starts(entities) };
}

function normals(shape: [rows: number, columns: number], seed: number): tf.Tensor2D {
  const random = new Random(seed);
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.nextNormal());
  return tf.tensor(values, shape) as tf.Tensor2D;
}

/** The states, and gradients of a weighted sum of them for all inputs. */
async function evaluate(given: Case, byKind: boolean, rate: number): Promise<Float32Array[]> {
  const layout = { queries: layoutOf(given.queries), keys: layoutOf(given.keys) };
  const { numHeads } = given;
  const hidden: number = given.head * numHeads;
  const [words, entities] = [layout.queries.wordStarts.at(-1)!, layout.queries.entityStarts.at(-1)!];
  const keys = layout.keys.wordStarts.at(-1)! + layout.keys.entityStarts.at(-1)!;
  const sizes: Record<string, number> = {
    ...(byKind
      ? {
          ...(words > 0 && { wordToWordQuery: words, wordToEntityQuery: words }),
          ...(entities > 0 && { entityToWordQuery: entities, entityToEntityQuery: entities }),
        }
      : { query: words + entities }),
    ...{ key: keys, value: keys },
  };
  const names = Object.keys(sizes);
  const rowKeys = byKind
    ? Uint32Array.from({ length: words + entities }, (_, row) => (row + 1) * 0x9e3779b1)
    : undefined;
  const results = tf.tidy(() => {
    const attend = (...inputs: tf.Tensor[]): tf.Tensor2D =>
      sequenceAttention(
        Object.fromEntries(names.map((name, i) => [name, inputs[i]])) as unknown as SequenceAttentionInputs,
        { layout, numHeads, dropout: rate === 0 ? undefined : { rate, seed: 0xdeadbeef, rowKeys } },
      );
    const inputs = names.map((name, i) => normals([sizes[name]!, hidden], i));
    const weights = normals([words + entities, hidden], 99);
    const gradients = tf.grads((...x: tf.Tensor[]) => tf.sum(tf.mul(attend(...x), weights)))(inputs);
    return [attend(...inputs), ...gradients];
  });
  const arrays = await Promise.all(results.map((tensor) => tensor.data()));
  tf.dispose(results);
  return arrays.map((array) => Float32Array.from(array));
}

const runtime = readRuntime("cpu");

describe.skipIf(runtime === undefined)("attention in C++", () => {
  beforeAll(async () => {
    await buildOpLibrary(runtime!, opLibrarySources());
    await useBackend("native");
    expect(hasOpLibrary()).toBe(true);
  });
  afterEach(() => void vi.unstubAllEnvs());

  describe.each([0, 0.3])("with dropout %d", (rate) => {
    test.each(cases)("is as composed, the same each time, and leaves no tensor behind: %j", async (given) => {
      for (const byKind of [true, false]) {
        const { numTensors, numDataBuffers } = tf.memory();
        const actual = await evaluate(given, byKind, rate);
        expect(await evaluate(given, byKind, rate)).toEqual(actual);
        expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
        vi.stubEnv("LUKE_KERNELS", "plain");
        const expected = await evaluate(given, byKind, rate);
        vi.unstubAllEnvs();
        expect(actual.length).toBe(expected.length);
        for (const [i, array] of actual.entries()) expectClose(array, expected[i]!, 1e-4, `output ${i}`);
      }
    });
  });

  test("a sequence with queries and no keys is refused, not divided by zero", () => {
    const layout = {
      queries: { wordStarts: Int32Array.of(0, 1, 2), entityStarts: new Int32Array(3) },
      keys: { wordStarts: Int32Array.of(0, 2, 2), entityStarts: new Int32Array(3) },
    };
    const two = tf.ones([2, 4]) as tf.Tensor2D;
    const attend = (): tf.Tensor =>
      sequenceAttention({ query: two, key: two, value: two }, { layout, numHeads: 1 });
    expect(attend).toThrow("sequence 1 has queries and no keys");
    two.dispose();
  });
});
