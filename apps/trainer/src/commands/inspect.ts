import { type CheckpointDescription, describeCheckpoint } from "@lukejs/model/node";
import type { Command } from "commander";
import { findCheckpoint } from "../run/find-checkpoint.ts";
import { runCommand } from "../terminal/run-command.ts";

/** `luke inspect DIR`. */
export function addInspect(program: Command): void {
  program
    .command("inspect")
    .description("what a checkpoint is: configuration, sizes, copied queries, memory it takes")
    .argument("<folder>", "a Hugging Face folder, its address or repository id")
    .addHelpText("after", "\nExample:\n  luke inspect model")
    .action((folder: string, _: unknown, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const description = await describeCheckpoint(await findCheckpoint(folder));
        context.result(description, textOf(description));
      }),
    );
}

function textOf(description: CheckpointDescription): string {
  const { config, architectures, labels, parameters, weights, memory } = description;
  const { copiedQueries, queries, notFinite } = description;
  const rows: readonly (readonly [string, string])[] = [
    ["class", architectures[0] ?? "LukeModel"],
    ...(labels.length === 0 ? [] : [["labels", labels.join(", ")] as const]),
    ["weights", `${weights.path}, ${weights.dtypes.join(" ")}, ${size(weights.bytes)}`],
    [
      "parameters",
      `${count(parameters.total)}: words ${count(parameters.words)}, entities ${count(parameters.entities)}, ` +
        `layers ${count(parameters.layers)}, additional queries ${count(parameters.queries)}, heads ${count(parameters.heads)}`,
    ],
    ["attention", attention(queries, copiedQueries)],
    ["not finite", notFinite.length === 0 ? "none" : notFinite.join(", ")],
    ["memory, inference", `${size(memory.inference)} with one text of the longest length`],
    ["memory, training", `${size(memory.training)} with AdamW and one text of the longest length`],
    ...Object.entries(config).map(([name, value]) => [name, String(value)] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
}

function attention(queries: number, copied: readonly string[]): string {
  if (queries === 0) return "plain: one query";
  if (copied.length === 0)
    return `entity-aware: ${queries} additional queries, none a copy of the word query`;
  if (copied.length === queries) {
    return `entity-aware: all ${queries} additional queries are copies of the word query, as before fine-tuning`;
  }
  return `entity-aware: of ${queries} additional queries these are copies of the word query: ${copied.join(", ")}`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}

function size(bytes: number): string {
  return bytes < 2 ** 30 ? `${(bytes / 2 ** 20).toFixed(1)} MiB` : `${(bytes / 2 ** 30).toFixed(2)} GiB`;
}
