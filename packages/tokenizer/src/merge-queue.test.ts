import fc from "fast-check";
import { expect, test } from "vitest";
import { MergeQueue } from "./merge-queue.ts";

test("positions come by rank, lowest first, and in ascending order, whatever order they were pushed in", () => {
  const pushes = fc.array(fc.tuple(fc.nat(99), fc.nat(1000)), { maxLength: 400 });
  const queue = new MergeQueue(100);
  fc.assert(
    fc.property(pushes, (given) => {
      for (const [rank, position] of given) queue.push(rank, position);
      const taken: number[][] = [];
      for (let rank = queue.lowestRank(); rank >= 0; rank = queue.lowestRank()) {
        for (const position of queue.take(rank)) taken.push([rank, position]);
      }
      expect(taken).toEqual(given.toSorted(([a, p], [b, q]) => a - b || p - q));
    }),
  );
});

test("a lower rank than the last one may be pushed at any time", () => {
  const queue = new MergeQueue(70);
  queue.push(65, 1);
  expect(queue.lowestRank()).toBe(65);
  queue.push(3, 2);
  expect(queue.lowestRank()).toBe(3);
  expect([...queue.take(3)]).toEqual([2]);
  expect([...queue.take(queue.lowestRank())]).toEqual([1]);
  expect(queue.lowestRank()).toBe(-1);
});
