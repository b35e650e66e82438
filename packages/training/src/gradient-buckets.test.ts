import { createToyRanks } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { GradientBuckets } from "./gradient-buckets.ts";
import { createToyTask } from "./toy-task.ts";
import { train } from "./train.ts";
import "@tensorflow/tfjs-backend-cpu";

beforeAll(() => tf.setBackend("cpu"));

const vector = (...values: number[]): tf.Tensor => tf.tidy(() => tf.tensor1d(values, "float32"));

/** As many of the names as fit in a bucket of two values travel together: [c], [b], [a]. */
const shapes = new Map([
  ["a", [2]],
  ["b", [2]],
  ["c", [1]],
]);

test("a bucket travels as soon as it is full, the last parameters first, while others are still missing", async () => {
  const [one, other] = createToyRanks(2);
  const sent: number[][] = [];
  const spied = {
    ...one!,
    sumGradients: (values: Float32Array) => {
      sent.push([...values]);
      return one!.sumGradients(values);
    },
  };
  const [mine, theirs] = [new GradientBuckets(shapes, spied, 2), new GradientBuckets(shapes, other!, 2)];
  await mine.put("b", vector(1, 2));
  expect(sent, "the one before it is not full").toEqual([]);
  await mine.put("c", vector(3));
  expect(sent).toEqual([[3], [1, 2]]);
  await mine.put("a", vector(4, 5));
  expect(sent).toHaveLength(3);
  // The other rank comes by in another order, and lacks one.
  await theirs.put("a", vector(10, 20));
  await theirs.put("c", vector(30));
  const [sums, same] = await Promise.all([mine.sums(), theirs.sums()]);
  for (const found of [sums, same]) {
    expect([...found].map(([name, sum]) => [name, ...sum.dataSync()])).toEqual([
      ["a", 14, 25],
      ["b", 1, 2],
      ["c", 33],
    ]);
    tf.dispose([...found.values()]);
  }
  await expect(mine.put("a", vector(1, 1))).rejects.toThrow(/"a"/);
  await expect(mine.put("d", vector(1))).rejects.toThrow(/"d"/);
});

test("a gradient that no rank has is absent, and nothing is left behind", async () => {
  const before = tf.memory().numTensors;
  const ranks = createToyRanks(3).map((communicator) => new GradientBuckets(shapes, communicator));
  await ranks[1]!.put("b", vector(1, 2));
  const found = await Promise.all(ranks.map((buckets) => buckets.sums()));
  for (const sums of found) {
    expect([...sums.keys()]).toEqual(["b"]);
    tf.dispose([...sums.values()]);
  }
  expect(tf.memory().numTensors).toBe(before);
});

test("any buckets, in any order, give the sums over the ranks", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 2, max: 4 }),
      fc.infiniteStream(fc.nat(1000)),
      async (sizes, maxBucket, size, numbers) => {
        const next = (): number => numbers.next().value!;
        const named = new Map(sizes.map((length, i) => [`p${i}`, [length]]));
        const wanted = new Map(sizes.map((length, i) => [`p${i}`, new Float32Array(length)]));
        const found = await Promise.all(
          createToyRanks(size)
            .map((communicator) => new GradientBuckets(named, communicator, maxBucket))
            .map(async (buckets) => {
              const places = new Map([...named.keys()].map((name) => [name, next()]));
              const order = [...named.keys()].sort((a, b) => places.get(a)! - places.get(b)!);
              for (const name of order) {
                const own = Array.from({ length: named.get(name)![0]! }, () => next());
                for (const [i, value] of own.entries()) wanted.get(name)![i]! += value;
                await buckets.put(name, vector(...own));
              }
              return buckets.sums();
            }),
        );
        for (const sums of found) {
          for (const [name, sum] of sums) expect(sum.dataSync()).toEqual(wanted.get(name));
          tf.dispose([...sums.values()]);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test("sending during the backward pass changes no bit of a run", async () => {
  const config = { seed: 3, batchSize: 8, stages: [{ name: "all", steps: 20, learningRate: 0.1 }] };
  const runs = [true, false].map((overlap) =>
    Promise.all(
      createToyRanks(2).map(async (communicator) => {
        const task = createToyTask({ noise: true, microBatch: 2, table: true });
        const losses: number[] = [];
        await train(task, config, { communicator, overlap, onProgress: ({ loss }) => losses.push(loss) });
        const ends = [[...(await task.weight.data())], [...(await task.bias.data())]];
        task.dispose();
        return { losses, ends };
      }),
    ),
  );
  const [overlapping, waiting] = await Promise.all(runs);
  expect(overlapping).toEqual(waiting);
});
