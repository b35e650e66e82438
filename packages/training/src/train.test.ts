import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import type { Checkpoint } from "./checkpoint.ts";
import type { MetricsRecord, RunStore } from "./run-store.ts";
import { createToyTask } from "./toy-task.ts";
import { train } from "./train.ts";
import type { TrainConfig } from "./train-config.ts";
import type { TrainOptions, TrainProgress } from "./train-options.ts";
import "@tensorflow/tfjs-backend-cpu";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const config: TrainConfig = {
  seed: 5,
  batchSize: 8,
  stages: [{ name: "only", steps: 30, learningRate: 0.1, warmupSteps: 3 }],
  adamW: { weightDecay: 0 },
};

/** A run store in memory. */
function memory(): RunStore & { records: MetricsRecord[]; checkpoints: Checkpoint[] } {
  const records: MetricsRecord[] = [];
  const checkpoints: Checkpoint[] = [];
  return {
    records,
    checkpoints,
    open: async (_, resume) => (resume ? checkpoints.at(-1) : undefined),
    last: async () => checkpoints.at(-1),
    log: async (record) => void records.push(record),
    save: async (checkpoint) => void checkpoints.push(checkpoint),
    close: async () => {},
  };
}

async function losses(task: ReturnType<typeof createToyTask>, options: TrainOptions = {}, given = config) {
  const seen: number[] = [];
  const result = await train(task, given, { ...options, onProgress: ({ loss }) => seen.push(loss) });
  const params = [...(await task.weight.data()), ...(await task.bias.data())];
  return { seen, params, result };
}

test("a regression is learned, with progress after each update", async () => {
  const task = createToyTask();
  const seen: TrainProgress[] = [];
  const result = await train(
    task,
    { ...config, stages: [{ name: "only", steps: 300, learningRate: 0.1, schedule: "constant" }] },
    { onProgress: (progress) => seen.push(progress) },
  );
  expect(result).toMatchObject({ step: 300, stopped: "done", skipped: 0 });
  expect(result.loss).toBeLessThan(1e-3);
  expect(result.evaluation!["distance"]).toBeLessThan(0.05);
  expect(seen).toHaveLength(300);
  expect(seen[0]).toMatchObject({ step: 1, total: 300, stage: "only", epoch: 0, values: { rows: 8 } });
  expect(seen[3]!.epoch).toBe(1);
  expect(seen[299]!.remainingSeconds).toBe(0);
  expect(seen[10]!.remainingSeconds).toBeGreaterThan(0);
  expect(seen[10]!.examplesPerSecond).toBeGreaterThan(0);
  task.dispose();
});

test("accumulated micro-batches give the same run as one big batch", async () => {
  const [whole, parts] = [createToyTask({ microBatch: 8 }), createToyTask({ microBatch: 3 })];
  const [big, small] = [await losses(whole), await losses(parts)];
  for (const [i, loss] of big.seen.entries()) expect(small.seen[i]).toBeCloseTo(loss, 5);
  for (const [i, value] of big.params.entries()) expect(small.params[i]).toBeCloseTo(value, 5);
  whole.dispose();
  parts.dispose();
});

test("two runs with one seed are equal to the bit, and another seed differs", async () => {
  const tasks = [0, 1, 2].map(() => createToyTask({ noise: true }));
  const [one, two] = [await losses(tasks[0]!), await losses(tasks[1]!)];
  expect(two.seen).toEqual(one.seen);
  expect((await losses(tasks[2]!, {}, { ...config, seed: 6 })).seen).not.toEqual(one.seen);
  for (const task of tasks) task.dispose();
});

test("an interrupted run that resumes equals the uninterrupted one to the bit, across stages", async () => {
  const stages = [
    { name: "bias", steps: 7, learningRate: 0.1, warmupSteps: 2, trains: ["layer.bias"] },
    { name: "all", steps: 9, learningRate: 0.05, warmupSteps: 2 },
  ];
  const given: TrainConfig = {
    ...config,
    stages,
    adamW: { biasCorrection: true },
    clipNorm: 1,
    evaluateEvery: 4,
  };
  const straight = createToyTask({ noise: true });
  const wanted = await losses(straight, {}, given);
  straight.dispose();
  for (const stopAt of [1, 5, 7, 8, 15]) {
    const store = memory();
    const first = createToyTask({ noise: true });
    const abort = new AbortController();
    const partial = await train(first, given, {
      runFolder: store,
      signal: abort.signal,
      onProgress: ({ step }) => step === stopAt && abort.abort(),
    });
    expect(partial).toMatchObject({ step: stopAt, stopped: "aborted" });
    first.dispose();
    // A new task starts from other parameters: all that counts comes from the checkpoint.
    const second = createToyTask({ noise: true });
    tf.tidy(() => second.weight.assign(tf.tensor2d([9, 9, 9], [3, 1])));
    const rest = await losses(second, { runFolder: store, resume: true }, given);
    expect(rest.seen).toEqual(wanted.seen.slice(stopAt));
    expect(rest.params).toEqual(wanted.params);
    expect(rest.result.evaluation).toEqual(wanted.result.evaluation);
    second.dispose();
  }
});

test("a stage trains only the parameters it names; the others stay as they are to the bit", async () => {
  const task = createToyTask();
  const before = [...(await task.weight.data())];
  await train(task, { ...config, stages: [{ ...config.stages[0]!, trains: ["layer.bias"] }] });
  expect([...(await task.weight.data())]).toEqual(before);
  expect((await task.bias.data())[0]).not.toBe(0);
  task.dispose();
});

test("a stage that trains nothing is refused", async () => {
  const task = createToyTask();
  const stages = [{ ...config.stages[0]!, trains: ["encoder."] }];
  await expect(train(task, { ...config, stages })).rejects.toMatchObject({ code: "TRN001" });
  task.dispose();
});

test("each stage has its own schedule and sees the examples in a fresh order", async () => {
  const task = createToyTask();
  const seen: TrainProgress[] = [];
  const stages = [
    { name: "one", steps: 4, learningRate: 1, warmupSteps: 2 },
    { name: "two", steps: 2, learningRate: 0.5 },
  ];
  await train(task, { ...config, stages }, { onProgress: (progress) => seen.push(progress) });
  expect(seen.map(({ learningRate }) => learningRate)).toEqual([0, 0.5, 1, 0.5, 0.5, 0.25]);
  // 4 updates of 8 of 20 examples reach into epoch 1; stage two begins with epoch 2.
  expect(seen.map(({ epoch }) => epoch)).toEqual([0, 0, 1, 1, 2, 2]);
  expect(seen.map(({ stage }) => stage)).toEqual(["one", "one", "one", "one", "two", "two"]);
  task.dispose();
});

test("an update that is not finite is skipped and counted, and ten in a row end the run", async () => {
  const sometimes = createToyTask({ broken: (i) => i === 3 });
  const store = memory();
  const result = await train(sometimes, { ...config, batchSize: 10 }, { runFolder: store });
  // Two updates an epoch, one of which holds example 3.
  expect(result).toMatchObject({ step: 30, stopped: "done", skipped: 15 });
  expect((await sometimes.weight.data()).every(Number.isFinite)).toBe(true);
  expect(store.records.filter((record) => record["skipped"] === true)).toHaveLength(15);
  sometimes.dispose();
  const always = createToyTask({ broken: () => true });
  await expect(train(always, config)).rejects.toMatchObject({ code: "TRN002" });
  expect([...(await always.bias.data())]).toEqual([0]);
  always.dispose();
});

test("gradients above the clip norm are scaled to it", async () => {
  const [free, clipped] = [createToyTask(), createToyTask()];
  const one = {
    ...config,
    stages: [{ name: "one", steps: 1, learningRate: 0.1, schedule: "constant" as const }],
  };
  const seen: number[] = [];
  const onProgress = ({ gradientNorm }: TrainProgress) => seen.push(gradientNorm);
  const epsilon = 1; // Large, so that the size of the gradient shows in the step.
  await train(free, { ...one, adamW: { epsilon } }, { onProgress });
  await train(clipped, { ...one, adamW: { epsilon }, clipNorm: 0.01 }, { onProgress });
  expect(seen[0]).toBeCloseTo(seen[1]!, 6);
  const moved = async (task: typeof free) => Math.abs((await task.bias.data())[0]!);
  expect(await moved(clipped)).toBeLessThan(0.2 * (await moved(free)));
  free.dispose();
  clipped.dispose();
});

test("the best evaluation is kept on request, the first of equal ones", async () => {
  const task = createToyTask();
  let calls = 0;
  const scores = [1, 3, 3, 2];
  const snapshots: number[] = [];
  const scored = {
    ...task,
    evaluate: async () => {
      snapshots.push((await task.bias.data())[0]!);
      return { score: scores[calls++]! };
    },
  };
  const stages = [{ name: "only", steps: 8, learningRate: 0.1, schedule: "constant" as const }];
  const result = await train(scored, { ...config, stages, evaluateEvery: 2, keepBest: { metric: "score" } });
  expect(result.evaluation).toEqual({ score: 3 });
  expect((await task.bias.data())[0]).toBe(snapshots[1]);
  task.dispose();
});

test("a run without patience for worse evaluations ends early, with the best parameters, and stays so", async () => {
  const task = createToyTask();
  const scores = [1, 3, 2, 3, 9, 9];
  const snapshots: number[] = [];
  const store = memory();
  const scored = {
    ...task,
    async evaluate() {
      snapshots.push((await task.bias.data())[0]!);
      return { score: scores[snapshots.length - 1]! };
    },
  };
  const stages = [{ name: "only", steps: 12, learningRate: 0.1, schedule: "constant" as const }];
  const settings = { ...config, stages, evaluateEvery: 2, keepBest: { metric: "score", patience: 2 } };
  const result = await train(scored, settings, { runFolder: store });
  expect(result).toMatchObject({ step: 8, stopped: "early", evaluation: { score: 3 } });
  expect((await task.bias.data())[0]).toBe(snapshots[1]);
  const again = await train(scored, settings, { runFolder: store, resume: true });
  expect(again).toMatchObject({ step: 8, stopped: "early", evaluation: { score: 3 } });
  expect((await task.bias.data())[0]).toBe(snapshots[1]);
  task.dispose();
});

test("a checkpoint of another model or another data set is refused", async () => {
  const store = memory();
  const task = createToyTask();
  await train(task, config, { runFolder: store });
  const larger = createToyTask({ size: 21 });
  await expect(train(larger, config, { runFolder: store, resume: true })).rejects.toMatchObject({
    code: "TRN005",
  });
  (store.checkpoints[0]!.parameters as Map<string, unknown>).delete("layer.bias");
  await expect(train(task, config, { runFolder: store, resume: true })).rejects.toThrow(/"layer.bias"/);
  larger.dispose();
  task.dispose();
});

test("a thousand updates leave the number of tensors as it was", async () => {
  const before = tf.memory().numTensors;
  const task = createToyTask({ microBatch: 3 });
  let during = 0;
  const stages = [{ name: "only", steps: 1000, learningRate: 0.01 }];
  await train(
    task,
    { ...config, stages, clipNorm: 0.1 },
    {
      onProgress: ({ step }) => {
        if (step === 1) during = tf.memory().numTensors;
        expect(tf.memory().numTensors).toBe(during);
      },
    },
  );
  task.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("nothing leaks when the loss throws or the run is aborted between micro-batches", async () => {
  const before = tf.memory().numTensors;
  const task = createToyTask({ microBatch: 2 });
  const abort = new AbortController();
  let calls = 0;
  const aborting = {
    ...task,
    loss: (...given: Parameters<typeof task.loss>) => {
      if (++calls === 6) abort.abort();
      return task.loss(...given);
    },
  };
  expect(await train(aborting, config, { signal: abort.signal })).toMatchObject({
    step: 1,
    stopped: "aborted",
  });
  const failing = {
    ...task,
    loss: (...given: Parameters<typeof task.loss>) => {
      if (++calls === 14) throw new Error("broken data");
      return task.loss(...given);
    },
  };
  await expect(train(failing, config)).rejects.toThrow("broken data");
  task.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("the event loop runs while training does", async () => {
  const task = createToyTask();
  let ticks = 0;
  const timer = setInterval(() => ticks++, 0);
  await train(task, { ...config, stages: [{ ...config.stages[0]!, steps: 200 }] });
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(5);
  task.dispose();
});
