import { type AttentionCase, evaluateAttention, expectClose, startWebGpu } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, describe, expect, test } from "vitest";
import "@tensorflow/tfjs-backend-cpu";
import { sequenceAttention } from "../index.ts";

// A shader takes seconds to compile in software, so each shape costs: the soak test has more.
const cases: readonly (readonly [AttentionCase, byKind: boolean])[] = [
  // biome-ignore format: a text a pair
  [{ keys: [[5, 2], [17, 0], [0, 3]], head: 5, numHeads: 3 }, true],
  // biome-ignore format: a text a pair
  [{ keys: [[37, 2], [4, 5], [3, 1]], queries: [[33, 2], [0, 0], [3, 0]], head: 8, numHeads: 2 }, true],
  // biome-ignore format: a text a pair
  [{ keys: [[17, 9], [1, 0]], head: 8, numHeads: 2 }, false],
];

const missing = await startWebGpu();
if (missing !== undefined) console.warn(`attention on WebGPU is not tested: ${missing}`);

describe.skipIf(missing !== undefined)("attention in WGSL", () => {
  afterAll(() => void tf.removeBackend("webgpu"));

  test.each(cases)("is the definition's on cpu, and leaves no tensor behind: %j", async (given, byKind) => {
    for (const rate of [0, 0.3]) {
      await tf.setBackend("webgpu");
      const before = held();
      const actual = await evaluateAttention(sequenceAttention, given, { byKind, rate });
      expect(held()).toEqual(before);
      expect(await evaluateAttention(sequenceAttention, given, { byKind, rate })).toEqual(actual);
      await tf.setBackend("cpu");
      const expected = await evaluateAttention(sequenceAttention, given, { byKind, rate });
      expect(actual.length).toBe(expected.length);
      for (const [i, values] of actual.entries()) expectClose(values, expected[i]!, 1e-4, `output ${i}`);
    }
  });

  test("memory grows with the rows, not with their square", async () => {
    await tf.setBackend("webgpu");
    const allocated = (): number => (tf.memory() as unknown as Memory).numBytesAllocatedInGPU;
    const grownBy = async (words: number): Promise<number> => {
      const before = allocated();
      const given = { keys: [[words - 32, 32]], head: 4, numHeads: 1 } as const;
      await evaluateAttention(sequenceAttention, given, { byKind: true, rate: 0.1 });
      return allocated() - before;
    };
    await grownBy(128);
    const [half, whole] = [await grownBy(256), await grownBy(512)];
    expect(whole / half).toBeLessThan(2.2);
  });
});

interface Memory {
  readonly numBytesAllocatedInGPU: number;
}

function held(): object {
  const { numTensors, numDataBuffers } = tf.memory();
  return { numTensors, numDataBuffers };
}
