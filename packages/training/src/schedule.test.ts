import { expect, test } from "vitest";
import { learningRateAt } from "./schedule.ts";

const options = { schedule: "linear", learningRate: 1, warmupSteps: 4, steps: 12 } as const;
const rates = (given: Parameters<typeof learningRateAt>[1]) =>
  Array.from({ length: given.steps + 1 }, (_, i) => learningRateAt(i, given));

test("the rate rises from 0 over the warm-up and falls to 0 after the last update", () => {
  expect(rates(options)).toEqual([0, 0.25, 0.5, 0.75, 1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125, 0]);
});

test("a constant schedule stays at its rate after the warm-up", () => {
  expect(rates({ ...options, schedule: "constant", steps: 6 })).toEqual([0, 0.25, 0.5, 0.75, 1, 1, 1]);
});

test("without warm-up the first update has the full rate", () => {
  expect(learningRateAt(0, { ...options, warmupSteps: 0 })).toBe(1);
});

test("a stage of warm-up alone never divides by zero", () => {
  expect(rates({ ...options, steps: 4 })).toEqual([0, 0.25, 0.5, 0.75, 0]);
});
