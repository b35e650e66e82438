import { formatBytes, formatCount, formatDuration } from "../terminal/progress.ts";
import type { FineTunePlan } from "./plan-fine-tuning.ts";

/**
 * A plan for people.
 *
 * @param flopsPerSecond operations a second that a matrix multiplication reaches here
 */
export function fineTunePlanText(plan: FineTunePlan, flopsPerSecond: number): string {
  const { parameters, memory, disk, tokens, counts } = plan;
  const told = Object.entries(counts)
    .filter(([name, count]) => count > 0 && name !== "examples")
    .map(([name, count]) => `${name} ${count}`);
  const rows = [
    ["parameters", `${formatCount(parameters.total)}, ${formatCount(parameters.trained)} of them trained`],
    [
      "examples",
      `${plan.examples} in ${plan.features} inputs${told.length === 0 ? "" : `: ${told.join(", ")}`}`,
    ],
    ["tokens of an input", `${tokens.mean.toFixed(1)} in the mean, ${tokens.longest} at most`],
    ["updates", `${plan.steps}`],
    [
      "memory",
      `${formatBytes(memory.model)} parameters, gradients and moments, about ${formatBytes(memory.activations)} activations`,
    ],
    ["disk", `${formatBytes(disk.model)} the model, ${formatBytes(disk.run)} in all`],
    [
      "time",
      `${formatDuration(plan.operations / flopsPerSecond)} at the least, without evaluations: at what a matrix multiplication reaches here (${(flopsPerSecond / 1e12).toPrecision(2)} · 10^12 operations a second)`,
    ],
  ];
  return rows.map(([name, value]) => `${name!.padEnd(20)} ${value}`).join("\n");
}
