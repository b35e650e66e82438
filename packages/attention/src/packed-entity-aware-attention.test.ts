import { beforeAll, describe, expect, test } from "vitest";
import "@tensorflow/tfjs-backend-cpu";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { dropoutHash, gatherRows, Random } from "@lukejs/kernels";
import { expectClose } from "@lukejs/test-kit";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import {
  type AttentionLayout,
  type AttentionParams,
  entityAwareAttention,
  type LinearParams,
  packedEntityAwareAttention,
  type SequenceLayout,
  sequenceAttention,
} from "./index.ts";

setWasmPaths(
  join(
    dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json")),
    "wasm-out",
  ) + sep,
);

const [hidden, numHeads] = [6, 2];

function tensor(shape: number[], seed: number): tf.Tensor {
  const random = new Random(seed);
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.nextNormal()),
    shape,
  );
}

function projection(seed: number): LinearParams {
  return {
    weight: tensor([hidden, hidden], seed) as tf.Tensor2D,
    bias: tensor([hidden], seed + 100) as tf.Tensor1D,
  };
}

function fourQueries(): AttentionParams {
  return {
    wordToWordQuery: projection(1),
    wordToEntityQuery: projection(2),
    entityToWordQuery: projection(3),
    entityToEntityQuery: projection(4),
    key: projection(5),
    value: projection(6),
  };
}

function plainQuery(): AttentionParams {
  const { wordToWordQuery, key, value } = fourQueries();
  return { wordToWordQuery, key, value };
}

function startsOf(counts: readonly number[]): Int32Array {
  return Int32Array.from([0, ...counts.map((_, i) => counts.slice(0, i + 1).reduce((a, b) => a + b, 0))]);
}

function layoutOf(words: readonly number[], entities: readonly number[]): SequenceLayout {
  return { wordStarts: startsOf(words), entityStarts: startsOf(entities) };
}

/** Words and entities of one sequence, by rows of packed tokens. */
function rowsOf({ wordStarts, entityStarts }: SequenceLayout, i: number): number[] {
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, k) => from + k);
  const numWords = wordStarts.at(-1)!;
  return [
    ...range(wordStarts[i]!, wordStarts[i + 1]!),
    ...range(numWords + entityStarts[i]!, numWords + entityStarts[i + 1]!),
  ];
}

function gather(tokens: tf.Tensor2D, rows: number[]): tf.Tensor2D {
  return gatherRows(tokens, tf.tensor1d(rows, "int32")) as tf.Tensor2D;
}

/** The sequence alone, by the attention of padded batches. [tokens, hidden] */
function alone(params: AttentionParams, tokens: tf.Tensor2D, layout: SequenceLayout, i: number): tf.Tensor2D {
  const own = gather(tokens, rowsOf(layout, i));
  const numWords = layout.wordStarts[i + 1]! - layout.wordStarts[i]!;
  const [words, entities] = tf.split(own, [numWords, own.shape[0] - numWords], 0);
  const batched = {
    words: tf.expandDims<tf.Tensor3D>(words!, 0),
    entities: tf.expandDims<tf.Tensor3D>(entities!, 0),
  };
  const out = entityAwareAttention(params, batched, { numHeads });
  return tf.reshape(tf.concat([out.words, out.entities!], 1), own.shape);
}

const lengths: [words: number[], entities: number[]][] = [
  [
    [3, 9, 5],
    [2, 1, 4],
  ],
  [
    [4, 4],
    [2, 2],
  ],
  [
    [7, 2, 11, 3],
    [0, 3, 0, 1],
  ],
  [
    [5, 1],
    [0, 0],
  ],
];

describe.each(["cpu", "wasm"])("on %s", (backend) => {
  beforeAll(async () => void (await tf.setBackend(backend)));

  test.each(lengths)(
    "sequences of %j words and %j entities attend as each would alone",
    async (words, entities) => {
      const layout = layoutOf(words, entities);
      const tokens = tensor(
        [layout.wordStarts.at(-1)! + layout.entityStarts.at(-1)!, hidden],
        7,
      ) as tf.Tensor2D;
      for (const params of [fourQueries(), plainQuery()]) {
        const before = tf.memory().numTensors;
        const packed = packedEntityAwareAttention(
          params,
          { tokens, layout: { queries: layout, keys: layout } },
          { numHeads },
        );
        expect(tf.memory().numTensors).toBe(before + 1);
        for (const i of words.keys()) {
          expectClose(
            await gather(packed, rowsOf(layout, i)).data(),
            await alone(params, tokens, layout, i).data(),
            1e-5,
            `sequence ${i}`,
          );
        }
      }
    },
  );

  test("rows that attend alone get what they get beside others", async () => {
    const keys = layoutOf([3, 6, 4], [2, 1, 3]);
    const tokens = tensor([19, hidden], 7) as tf.Tensor2D;
    for (const params of [fourQueries(), plainQuery()]) {
      const all = packedEntityAwareAttention(
        params,
        { tokens, layout: { queries: keys, keys } },
        { numHeads },
      );
      const subsets: [rows: number[], queries: SequenceLayout][] = [
        [[1, 9, 12, 16, 18], layoutOf([1, 0, 2], [0, 0, 2])],
        [[13, 14, 18], layoutOf([0, 0, 0], [2, 0, 1])],
        [[0, 5, 8], layoutOf([1, 2, 0], [0, 0, 0])],
        [[], layoutOf([0, 0, 0], [0, 0, 0])],
      ];
      for (const [rows, queries] of subsets) {
        const queryTokens = gather(tokens, rows);
        const some = packedEntityAwareAttention(
          params,
          { tokens, queryTokens, layout: { queries, keys } },
          { numHeads },
        );
        expectClose(await some.data(), await gather(all, rows).data(), 1e-5, `rows ${rows}`);
      }
    }
  });

  test("gradients are slopes, with dropout, for every input; nothing leaks", async () => {
    const layouts: AttentionLayout[] = [
      { queries: layoutOf([2, 5, 3], [1, 0, 2]), keys: layoutOf([2, 5, 3], [1, 0, 2]) },
      { queries: layoutOf([0, 1, 0], [1, 0, 0]), keys: layoutOf([2, 5, 3], [1, 0, 2]) },
    ];
    for (const layout of layouts) {
      const count = ({ wordStarts, entityStarts }: SequenceLayout): [number, number] => [
        wordStarts.at(-1)!,
        entityStarts.at(-1)!,
      ];
      const [[qw, qe], [w, e]] = [count(layout.queries), count(layout.keys)];
      const names = [
        "wordToWordQuery",
        "wordToEntityQuery",
        "entityToWordQuery",
        "entityToEntityQuery",
        "key",
        "value",
      ];
      const leaves = [qw, qw, qe, qe, w + e, w + e].map((rows, i) => tensor([rows, hidden], i + 1));
      const weights = tensor([qw + qe, hidden], 20);
      const loss = (...x: tf.Tensor[]): tf.Scalar => {
        const inputs = Object.fromEntries(names.map((name, i) => [name, x[i]])) as never;
        const out = sequenceAttention(inputs, { layout, numHeads, dropout: { rate: 0.3, seed: 5 } });
        return tf.sum(tf.mul(out, weights));
      };
      const before = tf.memory().numTensors;
      const gradients = tf.grads(loss)(leaves);
      expect(tf.memory().numTensors).toBe(before + leaves.length);
      for (const [i, gradient] of gradients.entries()) {
        const found = await gradient.data();
        for (let at = 0; at < found.length; at += 5) {
          const moved = async (by: number): Promise<number> => {
            const bump = new Float32Array(found.length);
            bump[at] = by;
            const there = leaves.map((x, k) => (k === i ? tf.add(x, tf.tensor(bump, x.shape)) : x));
            return (await loss(...there).data())[0]!;
          };
          const slope = ((await moved(0.01)) - (await moved(-0.01))) / 0.02;
          expectClose([found[at]!], [slope], 5e-3 * Math.max(1, Math.abs(slope)), `${names[i]} at ${at}`);
        }
      }
    }
  });

  const keyed = Uint32Array.from({ length: 19 }, (_, row) => 0xfedcba98 - row * 0x01234567);

  test.each([
    ["row", undefined],
    ["row's key", keyed],
  ])("dropout depends on the %s, the head and the place of the key alone", async (_, rowKeys) => {
    const seed = 77;
    const layout = layoutOf([3, 6, 4], [2, 1, 3]);
    // Every probability is 1 / keys and every value a one-hot of its key, so a state shows which keys were kept.
    const numKeys = 7;
    const query = tf.zeros([19, 2 * numKeys]) as tf.Tensor2D;
    const oneHot = new Float32Array(19 * 2 * numKeys);
    for (let i = 0; i < 3; i++) {
      for (const [key, row] of rowsOf(layout, i).entries()) {
        for (const head of [0, 1]) oneHot[row * 2 * numKeys + head * numKeys + key] = 1;
      }
    }
    const value = tf.tensor2d(oneHot, [19, 2 * numKeys]);
    const dropout = { rate: 0.4, seed, rowKeys };
    const out = await sequenceAttention(
      { query, key: query, value },
      { layout: { queries: layout, keys: layout }, numHeads, dropout },
    ).data();
    for (let i = 0; i < 3; i++) {
      const rows = rowsOf(layout, i);
      for (const row of rows) {
        for (const head of [0, 1]) {
          const rowSeed = dropoutHash((rowKeys?.[row] ?? row) * numHeads + head, seed);
          const wanted = rows.map((_, key) =>
            dropoutHash(key, rowSeed) < 0.4 * 2 ** 32 ? 0 : 1 / 0.6 / rows.length,
          );
          const at = row * 2 * numKeys + head * numKeys;
          expectClose(out.subarray(at, at + rows.length), wanted, 1e-6, `row ${row} head ${head}`);
        }
      }
    }
  });
});

test("layouts and tensors that do not fit are refused", () => {
  const tokens = tensor([5, hidden], 1) as tf.Tensor2D;
  const attend = (keys: SequenceLayout, heads = numHeads) =>
    sequenceAttention(
      { query: tokens, key: tokens, value: tokens },
      { layout: { queries: keys, keys }, numHeads: heads },
    );
  expect(() => attend(layoutOf([3], [1]))).toThrow(/query is \[5, 6\], expected \[4, 6\]/);
  expect(() => attend(layoutOf([4], [1]), 4)).toThrow(/not divisible by 4 heads/);
  expect(() => attend({ wordStarts: Int32Array.of(0, 3, 2), entityStarts: Int32Array.of(0, 0, 0) })).toThrow(
    /wordStarts\[2\] is 2, below 3/,
  );
  expect(() => attend({ wordStarts: Int32Array.of(1, 5), entityStarts: Int32Array.of(0, 0) })).toThrow(
    /begin with 1/,
  );
  expect(() => attend({ wordStarts: Int32Array.of(0, 5), entityStarts: Int32Array.of(0) })).toThrow(
    /2 starts of words and 1 of entities/,
  );
});
