import { Random } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { cosine, nearestEntities } from "./nearest-entities.ts";
import "@tensorflow/tfjs-backend-wasm";

test("the rows of the highest cosine, whatever the block, without those that are no answer", async () => {
  await tf.setBackend("wasm");
  const random = new Random(5);
  const [size, width] = [57, 8];
  const rows = Array.from({ length: size }, () =>
    Float32Array.from({ length: width }, () => random.nextNormal()),
  );
  rows[3] = new Float32Array(width); // a row of nothing is near to nothing
  const table = tf.tensor2d(Float32Array.from(rows.flatMap((row) => [...row])), [size, width]);
  const before = tf.memory().numTensors;
  const without = new Set([0, 7]);
  const expected = rows
    .map((row, id) => ({ id, similarity: cosine(row, rows[7]!) }))
    .filter(({ id }) => !without.has(id))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, 6);
  for (const blockSize of [1, 10, 57, 1000]) {
    const found = await nearestEntities(table, rows[7]!, { count: 6, without, blockSize });
    expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    for (const [i, { similarity }] of found.entries())
      expect(similarity).toBeCloseTo(expected[i]!.similarity, 5);
  }
  expect(await nearestEntities(table, rows[1]!, { count: 100 })).toHaveLength(size);
  expect(tf.memory().numTensors).toBe(before);
  await expect(nearestEntities(table, new Float32Array(3))).rejects.toThrow(/3 numbers, expected 8/);
  table.dispose();
});

test("the cosine of a vector with itself is one, with nothing zero", () => {
  const vector = Float32Array.of(1, -2, 3);
  expect(cosine(vector, vector)).toBeCloseTo(1, 12);
  expect(
    cosine(
      vector,
      vector.map((value) => -2 * value),
    ),
  ).toBeCloseTo(-1, 12);
  expect(cosine(vector, new Float32Array(3))).toBe(0);
});
