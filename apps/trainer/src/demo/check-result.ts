import type { ReportData, TaskReport } from "../report/report-data.ts";
import { demoMargin } from "./demo-settings.ts";

/** What the main job has to reach: ten points above the baseline in pretraining and in every task. */
export function checkResult(
  pretraining: Readonly<Record<string, number | undefined>>,
  tasks: readonly TaskReport[],
): ReportData["checks"] {
  const accuracy = 100 * (pretraining["entityAccuracy"] ?? 0);
  const frequent = 100 * (pretraining["mostFrequentEntityAccuracy"] ?? 0);
  return [
    {
      text: `Masked entities in held-out sentences: ${accuracy.toFixed(1)} %, most frequent entity ${frequent.toFixed(1)} %`,
      passed: accuracy >= frequent + demoMargin,
    },
    ...tasks.map(({ name, metric, score, majority }) => ({
      text: `${name}: ${metric} ${score.toFixed(1)}, majority ${majority.toFixed(1)}`,
      passed: score >= majority + demoMargin,
    })),
    ...tasks.map(({ name, nameLookup }) => ({
      text: `${name}: looking names up gets ${nameLookup.toFixed(1)}, below 70`,
      passed: nameLookup < 70,
    })),
  ];
}
