import { disposeParameters, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, lukeTiny } from "@lukejs/model";
import { createToyRanks } from "@lukejs/test-kit";
import { train } from "@lukejs/training";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { PretrainingExamples } from "./pretraining-examples.ts";
import { createPretrainingTask, entityParameters } from "./pretraining-task.ts";
import "@tensorflow/tfjs-backend-wasm";

beforeAll(() => tf.setBackend("wasm"));

const model = { ...lukeTiny, hiddenDropout: 0.1, attentionDropout: 0.1 };
const masking = { maskWordId: 4, maskEntityId: 2, firstRandomWordId: 5, vocabSize: model.vocabSize };
const config = {
  seed: 3,
  batchSize: 6,
  stages: [
    { name: "entities", steps: 20, learningRate: 5e-3, trains: entityParameters },
    { name: "all", steps: 30, learningRate: 5e-3, warmupSteps: 5 },
  ],
};

/** Examples of several lengths; some have no entity. */
function examples(): PretrainingExamples {
  const all = new PretrainingExamples();
  for (let i = 0; i < 16; i++) {
    const entities = i % 5 === 0 ? [] : [3 + i, 20 + i];
    all.append({
      wordIds: Int32Array.from([0, ...Array.from({ length: 5 + (i % 7) }, (_, j) => 20 + i * j), 2]),
      entityIds: Int32Array.from(entities),
      entityStarts: Int32Array.from(entities, (_, j) => 1 + 2 * j),
      entityLengths: Int32Array.from(entities, (_, j) => 1 + j),
    });
  }
  return all;
}

/** The losses of the first of `size` ranks. */
async function losses(size: number, maxTokens: number, dropout = true): Promise<number[]> {
  const found = createToyRanks(size).map(async (communicator) => {
    const random = new Random(1);
    const task = createPretrainingTask(
      {
        config: model,
        params: createLukeParams(model, random.fork(1), { pooler: false }),
        headParams: createHeadParams(model, "LukeForMaskedLM", random.fork(2)),
      },
      examples(),
      { seed: 3, masking, maxTokens, dropout },
    );
    const seen: number[] = [];
    try {
      await train(task, config, { communicator, onProgress: ({ loss }) => seen.push(loss) });
    } finally {
      disposeParameters(task.params);
    }
    return seen;
  });
  return (await Promise.all(found))[0]!;
}

test("with dropout the losses of 50 updates are those of one process, of several, and of any cut", async () => {
  const one = await losses(1, 1000);
  expect(one).toHaveLength(50);
  for (const [size, maxTokens] of [
    [2, 25],
    [4, 30],
    [1, 30],
  ] as const) {
    const other = await losses(size, maxTokens);
    const furthest = Math.max(...other.map((loss, i) => Math.abs(loss - one[i]!)));
    expect(furthest, `${size} ranks, ${maxTokens} tokens`).toBeLessThan(1e-4);
  }
  const without = await losses(1, 1000, false);
  expect(Math.abs(without[0]! - one[0]!)).toBeGreaterThan(1e-3);
});
