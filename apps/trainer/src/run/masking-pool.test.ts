import { maskMicroBatch, PretrainingExamples } from "@lukejs/tasks";
import { expect, test } from "vitest";
import { createMaskingPool } from "./masking-pool.ts";

function examples(shared: boolean): PretrainingExamples {
  const all = new PretrainingExamples({ shared });
  for (let i = 0; i < 40; i++) {
    all.append({
      wordIds: Int32Array.from([0, ...Array.from({ length: 10 + i }, (_, j) => 20 + j), 2]),
      entityIds: Int32Array.of(3 + i),
      entityStarts: Int32Array.of(1),
      entityLengths: Int32Array.of(2),
    });
  }
  return all;
}
const masking = { maskWordId: 4, maskEntityId: 2, firstRandomWordId: 5, vocabSize: 100 };
const parts = [[3, 9], [0], [39, 1, 7], [8]].map((indices) => indices.map((index) => ({ epoch: 2, index })));

test("any number of threads masks as this one does, in order", async () => {
  const options = { masking, seed: 5, padWordId: 1 };
  const wanted = parts.map((part) => maskMicroBatch(examples(false), part, options));
  for (const workers of [1, 3]) {
    const pool = createMaskingPool({ ...options, examples: examples(true).arrays }, workers);
    expect(await pool.mask(parts)).toEqual(wanted);
    expect(await pool.mask(parts.slice(1))).toEqual(wanted.slice(1));
    await pool.close();
  }
}, 30_000);

test("a thread that fails fails what it was asked for", async () => {
  const pool = createMaskingPool({ masking, seed: 5, padWordId: 1, examples: examples(true).arrays }, 1);
  await expect(pool.mask([[{ epoch: 0, index: 400 }]])).rejects.toThrow(/example 400/);
  await expect(pool.mask(parts)).rejects.toThrow(/example 400/);
  await pool.close();
}, 30_000);
