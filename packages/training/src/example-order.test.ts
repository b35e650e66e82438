import fc from "fast-check";
import { expect, test } from "vitest";
import { ExampleOrder } from "./example-order.ts";
import { stageAt } from "./train-config.ts";

test("each epoch visits every example once, in an order of its own", () => {
  const order = new ExampleOrder(50, 1);
  const epoch = (n: number) => order.visits(0, 50 * n, 50);
  for (const n of [0, 1, 2]) {
    expect(new Set(epoch(n).map(({ index }) => index)).size).toBe(50);
    expect(epoch(n).every((visit) => visit.epoch === n)).toBe(true);
  }
  expect(epoch(0)).not.toEqual(epoch(1).map((visit) => ({ ...visit, epoch: 0 })));
});

test("a position gives the same visits whatever was read before it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(40), fc.nat(20), (size, position, count) => {
      const read = new ExampleOrder(size, 3);
      const all = read.visits(0, 0, position + count);
      expect(new ExampleOrder(size, 3).visits(0, position, count)).toEqual(all.slice(position));
      expect(read.visits(0, position, count)).toEqual(all.slice(position));
    }),
  );
});

test("an empty data set is refused", () => {
  expect(() => new ExampleOrder(0, 1)).toThrow(RangeError);
});

test("stages follow each other, and each begins with an epoch that was not begun before", () => {
  const config = {
    seed: 1,
    batchSize: 3,
    stages: [
      { name: "a", steps: 2, learningRate: 1 },
      { name: "none", steps: 0, learningRate: 1 },
      { name: "b", steps: 5, learningRate: 1 },
    ],
  };
  expect(stageAt(config, 1, 4)).toMatchObject({ stageIndex: 0, update: 1, firstEpoch: 0 });
  expect(stageAt(config, 2, 4)).toMatchObject({ stageIndex: 2, update: 0, firstEpoch: 2 });
  expect(() => stageAt(config, 7, 4)).toThrow(RangeError);
});
