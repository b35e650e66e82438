import { type AttentionCase, evaluateAttention, expectClose, startWebGpu } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, describe, expect, test } from "vitest";
import "@tensorflow/tfjs-backend-cpu";
import { sequenceAttention } from "../index.ts";

// biome-ignore format: a text a pair
const cases: readonly AttentionCase[] = [
  { keys: [[1, 0]], head: 1, numHeads: 1 },
  { keys: [[1, 1]], head: 4, numHeads: 2 },
  { keys: [[33, 9], [8, 8], [1, 1]], head: 32, numHeads: 2 },
  { keys: [[70, 19]], head: 64, numHeads: 1 },
  { keys: [[20, 3]], head: 96, numHeads: 1 },
  { keys: [[19, 5]], head: 128, numHeads: 1 },
  { keys: [[9, 2]], head: 127, numHeads: 1 },
  { keys: [[9, 2]], head: 300, numHeads: 1 },
  { keys: [[7, 2], [4, 5]], queries: [[1, 0], [0, 0]], head: 4, numHeads: 2 },
  { keys: [[200, 56]], head: 16, numHeads: 1 },
];

const missing = await startWebGpu();

describe.skipIf(missing !== undefined)("attention in WGSL", () => {
  afterAll(() => void tf.removeBackend("webgpu"));

  test.each(cases)("is the definition's on cpu, and leaves no tensor behind: %j", async (given) => {
    for (const byKind of [true, false]) {
      for (const rate of [0, 0.3]) {
        await tf.setBackend("webgpu");
        const { numTensors, numDataBuffers } = tf.memory();
        const actual = await evaluateAttention(sequenceAttention, given, { byKind, rate });
        expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
        await tf.setBackend("cpu");
        const expected = await evaluateAttention(sequenceAttention, given, { byKind, rate });
        expect(actual.length).toBe(expected.length);
        for (const [i, values] of actual.entries()) expectClose(values, expected[i]!, 1e-4, `output ${i}`);
      }
    }
  });

  test("memory of one head at 4,096 tokens is four times that at 1,024, and no square", async () => {
    await tf.setBackend("webgpu");
    const allocated = (): number => (tf.memory() as unknown as Memory).numBytesAllocatedInGPU;
    const grownBy = async (words: number): Promise<number> => {
      const before = allocated();
      const given = { keys: [[words - 96, 96]], head: 32, numHeads: 1 } as const;
      await evaluateAttention(sequenceAttention, given, { byKind: true, rate: 0.1 });
      return allocated() - before;
    };
    await grownBy(128);
    const [quarter, whole] = [await grownBy(1024), await grownBy(4096)];
    console.log(
      `memory of one head of 32, forward and backward: ${quarter} bytes at 1,024, ${whole} at 4,096`,
    );
    expect(whole / quarter).toBeLessThan(4.1);
    expect(whole).toBeLessThan((4096 * 4096 * 4) / 4);
  });
});

interface Memory {
  readonly numBytesAllocatedInGPU: number;
}
