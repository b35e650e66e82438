import { expect, test } from "vitest";
import { formatDifference, formatSpread, spreadOf } from "./mean-and-spread.ts";
import { taskExperimentsTable } from "./run-task-experiments.ts";
import { gridPoints, publishedGrid } from "./search-grid.ts";
import { taskVariants } from "./task-variants.ts";

test("a spread is the sample's, and one measurement has none", () => {
  // Mean 2, squares 1 + 0 + 1, divided by two.
  expect(spreadOf([1, 2, 3])).toEqual({ mean: 2, deviation: 1, values: [1, 2, 3] });
  expect(spreadOf([5])).toEqual({ mean: 5, deviation: 0, values: [5] });
  expect(formatSpread(spreadOf([1, 2, 3]))).toBe("2.0 ± 1.0");
  expect(formatSpread(spreadOf([5]))).toBe("5.0");
  expect([formatDifference(1.25), formatDifference(-0.4)]).toEqual(["+1.3", "−0.4"]);
});

test("each variant stands beside its difference from the first one", () => {
  const variants = taskVariants.filter(({ name }) => name === "luke" || name === "words");
  const scores = { luke: spreadOf([60, 62]), words: spreadOf([58, 58]) };
  const row = { task: "Cloze", metric: "F1", majority: 10, nameLookup: 12, scores };
  expect(taskExperimentsTable([row], variants).split("\n").at(-1)).toBe(
    "| Cloze | F1 | 10.0 | 12.0 | 61.0 ± 1.4 | 58.0 ± 0.0 (−3.0) |",
  );
});

test("the paper's grid has 45 points, the last setting changing first", () => {
  const points = gridPoints(publishedGrid);
  expect(points).toHaveLength(45);
  expect(points.slice(0, 2)).toEqual([
    { learningRate: 1e-5, batchSize: 4, epochs: 2 },
    { learningRate: 1e-5, batchSize: 4, epochs: 3 },
  ]);
});
