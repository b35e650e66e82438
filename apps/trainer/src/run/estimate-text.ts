import type { PipelineEstimate } from "@lukejs/luke";
import { formatBytes, formatCount } from "../terminal/progress.ts";

/** What a prediction takes, for people. */
export function estimateText(estimate: PipelineEstimate): string {
  const { memory, available, largestTensor, fits, tokens, seconds, operationsPerSecond } = estimate;
  const room = [
    ...(available === undefined ? [] : [`${formatBytes(available)} free`]),
    ...(largestTensor === undefined ? [] : [`${formatBytes(largestTensor)} in one buffer`]),
  ];
  const rows = [
    ["model", `${estimate.architecture}, ${formatCount(estimate.parameters)} parameters`],
    [
      "memory",
      `${formatBytes(memory.total)}: ${formatBytes(memory.weights)} weights, about ${formatBytes(memory.activations)} activations (${formatBytes(2 * memory.largest)} while the largest parameter is read)`,
    ],
    ["there is", room.length === 0 ? "not known here" : room.join(", ")],
    ["so it", fits ? "fits" : "does not fit: --ignore-memory tries it anyway"],
    [
      "time",
      `${(1000 * seconds).toPrecision(2)} ms at the least for an input of ${tokens} tokens, the longest (${(operationsPerSecond / 1e9).toPrecision(2)} · 10^9 operations a second)`,
    ],
    ["backend", estimate.backend],
  ];
  return rows.map(([name, value]) => `${name!.padEnd(10)} ${value}`).join("\n");
}
