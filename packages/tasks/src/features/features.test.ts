import { Random } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { batchesByLength } from "./batches-by-length.ts";
import { collate } from "./collate.ts";
import type { LukeFeatures } from "./luke-features.ts";
import { disposeInputs, toTensors } from "./to-tensors.ts";
import "@tensorflow/tfjs-backend-cpu";

const example = (words: number[], entities: number[] = [], positions: number[][] = []): LukeFeatures => ({
  wordIds: Int32Array.from(words),
  entityIds: Int32Array.from(entities),
  entityPositions: positions.map((list) => Int32Array.from(list)),
});

beforeAll(async () => {
  await tf.setBackend("cpu");
});

test("a batch is padded to its longest example in every axis", () => {
  const batch = collate([example([0, 7, 8, 2], [5, 6], [[1], [1, 2]]), example([0, 9, 2])]);
  expect(batch).toMatchObject({ size: 2, words: 4, entities: 2, mention: 2 });
  expect([...batch.wordIds]).toEqual([0, 7, 8, 2, 0, 9, 2, 1]);
  expect([...batch.wordMask]).toEqual([1, 1, 1, 1, 1, 1, 1, 0]);
  expect([...batch.entityIds]).toEqual([5, 6, 0, 0]);
  expect([...batch.entityMask]).toEqual([1, 1, 0, 0]);
  expect([...batch.entityPositionIds]).toEqual([1, -1, 1, 2, -1, -1, -1, -1]);
  expect(batch.entityStarts).toBeUndefined();
});

test("starts and ends are kept when every example with entities has them", () => {
  const spans = {
    ...example([0, 7, 2], [4], [[1]]),
    entityStarts: Int32Array.of(1),
    entityEnds: Int32Array.of(1),
  };
  const batch = collate([spans, example([0, 2])]);
  expect([...batch.entityStarts!]).toEqual([1, 0]);
  expect([...batch.entityEnds!]).toEqual([1, 0]);
  expect(collate([spans, example([0, 7, 2], [4], [[1]])]).entityStarts).toBeUndefined();
});

test("an example with more entities than mentions is refused, naming it", () => {
  expect(() => collate([example([0, 2]), example([0, 2], [4], [])])).toThrow(
    /example 1: it has 1 entities and 0/,
  );
});

test("an entity without positions still gets a padded slot", () => {
  expect(collate([example([0, 2], [2], [[]])])).toMatchObject({ mention: 1 });
});

test("a batch without entities becomes inputs of words alone, and nothing leaks", () => {
  const before = tf.memory().numTensors;
  const words = toTensors(collate([example([0, 2])]));
  expect(Object.keys(words)).toEqual(["wordIds", "wordMask"]);
  const both = toTensors(collate([example([0, 5, 2], [3], [[1]])]));
  expect(both.entityPositionIds?.shape).toEqual([1, 1, 1]);
  expect(both.wordIds.dtype).toBe("int32");
  disposeInputs(words);
  disposeInputs(both);
  expect(tf.memory().numTensors).toBe(before);
});

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 80 });

test("batches hold every example once and keep to both limits", () => {
  fc.assert(
    fc.property(
      lengths,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 200 }),
      fc.boolean(),
      (all, batchSize, maxTokens, shuffle) => {
        const features = all.map((length) => example(new Array<number>(length).fill(4)));
        const batches = batchesByLength(
          features,
          { batchSize, maxTokens, pool: 16 },
          shuffle ? new Random(1) : undefined,
        );
        expect(batches.flatMap((batch) => [...batch]).sort((a, b) => a - b)).toEqual([...all.keys()]);
        for (const batch of batches) {
          const longest = Math.max(...[...batch].map((i) => all[i]!));
          expect(batch.length).toBeLessThanOrEqual(batchSize);
          if (batch.length > 1) expect(longest * batch.length).toBeLessThanOrEqual(maxTokens);
        }
      },
    ),
  );
});

test("without random the longest examples come first, and with the same random the order is the same", () => {
  const features = [3, 1, 2, 5].map((length) => example(new Array<number>(length).fill(4)));
  expect(batchesByLength(features, { batchSize: 2 }).map((batch) => [...batch])).toEqual([
    [3, 0],
    [2, 1],
  ]);
  const once = batchesByLength(features, { batchSize: 2 }, new Random(3, 1));
  expect(batchesByLength(features, { batchSize: 2 }, new Random(3, 1))).toEqual(once);
});

test("batching without any limit is refused", () => {
  expect(() => batchesByLength([], {})).toThrow(RangeError);
  expect(() => batchesByLength([], { batchSize: 0 })).toThrow(RangeError);
});
