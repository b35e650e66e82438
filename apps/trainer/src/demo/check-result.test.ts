import { expect, test } from "vitest";
import type { TaskReport } from "../report/report-data.ts";
import { checkResult } from "./check-result.ts";

const task = (score: number, majority: number, nameLookup: number): TaskReport => ({
  name: "Cloze",
  metric: "exact match",
  score,
  majority,
  nameLookup,
  details: [],
  curves: [],
  examples: [],
});
const passed = (entity: number, frequent: number, report: TaskReport): boolean[] =>
  checkResult({ entityAccuracy: entity, mostFrequentEntityAccuracy: frequent }, [report]).map(
    (check) => check.passed,
  );

test("ten points above the most frequent entity and above the majority are enough, a little less is not", () => {
  expect(passed(0.15, 0.02, task(30, 20, 50))).toEqual([true, true, true]);
  expect(passed(0.119, 0.02, task(29.9, 20, 50))).toEqual([false, false, true]);
});

test("a name lookup that reaches 70 says that the datasets are too easy", () => {
  expect(passed(0.15, 0.02, task(90, 20, 70))).toEqual([true, true, false]);
});

test("absent figures of pretraining do not pass", () => {
  expect(checkResult({}, [])[0]!.passed).toBe(false);
});
