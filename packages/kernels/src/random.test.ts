import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Random } from "./random.ts";

const take = (random: Random, n: number) => Array.from({ length: n }, () => random.nextUint32());

test("the same seed and keys give the same numbers, others give others", () => {
  fc.assert(
    fc.property(fc.nat(2 ** 40), fc.array(fc.nat(1000), { maxLength: 3 }), (seed, keys) => {
      expect(take(new Random(seed, ...keys), 5)).toEqual(take(new Random(seed, ...keys), 5));
      expect(take(new Random(seed, ...keys), 5)).not.toEqual(take(new Random(seed + 1, ...keys), 5));
      expect(take(new Random(seed, ...keys), 5)).not.toEqual(take(new Random(seed, ...keys, 7), 5));
    }),
  );
});

test("setting the position repeats the numbers from there", () => {
  const random = new Random(3);
  const all = take(random, 10);
  random.position = 4;
  expect(take(random, 6)).toEqual(all.slice(4));
});

test("a fork depends on its keys and not on what was drawn before it", () => {
  const [fresh, used] = [new Random(9), new Random(9)];
  take(used, 100);
  expect(take(used.fork(1, 2), 5)).toEqual(take(fresh.fork(1, 2), 5));
  expect(take(fresh.fork(1), 5)).not.toEqual(take(fresh.fork(2), 5));
});

test("uniform numbers fill their range evenly, normal ones have mean 0 and variance 1", () => {
  const random = new Random(5);
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 20_000; i++) counts[random.nextInt(10)]!++;
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  const normal = Array.from({ length: 20_000 }, () => random.nextNormal());
  const mean = normal.reduce((sum, x) => sum + x, 0) / normal.length;
  const variance = normal.reduce((sum, x) => sum + (x - mean) ** 2, 0) / normal.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
});

test("a permutation holds each number once", () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(), (n, seed) => {
      expect([...new Random(seed).permutation(n)].sort((a, b) => a - b)).toEqual(
        Array.from({ length: n }, (_, i) => i),
      );
    }),
  );
});
