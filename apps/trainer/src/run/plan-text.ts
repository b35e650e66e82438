import { formatBytes, formatCount, formatDuration } from "../terminal/progress.ts";
import type { PlannedRun } from "./plan-run.ts";

/** A plan for people. */
export function planText(plan: PlannedRun): string {
  const { parameters, memory, disk, communication, facts, sources } = plan;
  const time =
    plan.secondsPerUpdate === undefined || plan.days === undefined
      ? []
      : [
          ["an update", `${plan.secondsPerUpdate.toPrecision(3)} s`],
          [
            "the run",
            `${plan.days < 1 ? formatDuration(plan.days * 86_400) : `${plan.days.toPrecision(3)} days`} at ${sources.rate}`,
          ],
        ];
  const { seconds, hidden, share } = communication;
  const waiting =
    seconds === undefined || hidden === undefined || share === undefined
      ? ""
      : `: ${seconds.toPrecision(3)} s on the link${hidden > 0 ? `, ${hidden.toPrecision(3)} s of them beside the backward pass` : ""}; ${(100 * share).toPrecision(2)} % of an update is waiting`;
  const rows = [
    [
      "parameters",
      `${formatCount(parameters.total)}, ${formatCount(parameters.entities)} of them entity embeddings`,
    ],
    [
      "examples",
      `${formatCount(facts.examples)} with ${formatCount(facts.words)} words (${sources.examples})`,
    ],
    ["updates", `${plan.steps}, ${plan.epochs.toPrecision(3)} epochs, ${formatCount(plan.words)} words`],
    [
      "memory of each process",
      `${formatBytes(memory.model)} parameters, gradients and moments, ${formatBytes(memory.examples)} examples, about ${formatBytes(memory.activations)} activations`,
    ],
    [
      "of the first, besides",
      `${formatBytes(memory.firstProcess)} for the checkpoint that is being written and the best parameters`,
    ],
    ["disk", `${formatBytes(disk.checkpoint)} a checkpoint, ${formatBytes(disk.run)} in all`],
    ["operations an update", `${(plan.flopsPerUpdate / 1e15).toPrecision(3)} · 10^15`],
    ...time,
    ...(facts.processes > 1
      ? [["sent by each process", `${formatBytes(communication.bytes)} an update${waiting}`]]
      : []),
  ];
  return rows.map(([name, value]) => `${name!.padEnd(24)} ${value}`).join("\n");
}
