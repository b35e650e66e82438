/**
 * What pretraining is worth, beside the main job: the five tasks from random weights, and from a model that was
 * pretrained on shuffled links. Differences are reported with their sign.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BackendInfo } from "@lukejs/backend";
import type { CommandContext } from "../terminal/run-command.ts";
import { demoSeed, demoTasks } from "./demo-settings.ts";
import { prepareData } from "./prepare-data.ts";
import { type Pretrained, pretrainStage } from "./pretrain-stage.ts";
import { shuffleLinks } from "./shuffle-links.ts";
import { createStageRunner } from "./stage-runner.ts";
import { type TaskStart, taskStage } from "./task-stage.ts";

export interface ExperimentRow {
  readonly task: string;
  readonly metric: string;
  readonly pretrained: number;
  readonly shuffledLinks: number;
  readonly fromScratch: number;
}

export async function runExperiments(
  out: string,
  backend: BackendInfo,
  context: CommandContext,
): Promise<readonly ExperimentRow[]> {
  const stages = createStageRunner((name) => context.progress(name, "").end("kept from an earlier run"));
  const prepared = await prepareData(out, stages, context);
  const { examples } = prepared;

  const shuffled = join(out, "shuffled-examples");
  const shuffleStage = await stages.run("shuffled links", {
    folder: shuffled,
    settings: { seed: demoSeed },
    after: [prepared.keys.examples],
    run: () => shuffleLinks(examples, shuffled, demoSeed),
  });
  const pretrain = (
    name: string,
    folder: string,
    from: { folder: string; key: string },
  ): Promise<Pretrained> => pretrainStage(name, join(out, folder), from, prepared, backend, stages, context);
  const real = await pretrain("pretraining", "pretrain", { folder: examples, key: prepared.keys.examples });
  const control = await pretrain("pretraining, shuffled", "pretrain-shuffled", {
    folder: shuffled,
    key: shuffleStage.key,
  });

  const rows: ExperimentRow[] = [];
  for (const settings of demoTasks) {
    const score = async (start: TaskStart): Promise<number> =>
      (await taskStage(settings, start, prepared, backend, stages, context)).score;
    const experiment = (variant: string): { folder: string; variant: string } => ({
      folder: join(out, "experiments", variant.replaceAll(" ", "-"), settings.name),
      variant,
    });
    rows.push({
      task: settings.title,
      metric: settings.metric,
      pretrained: await score({ folder: join(out, "tasks", settings.name), pretrained: real }),
      shuffledLinks: await score({ ...experiment("shuffled links"), pretrained: control }),
      fromScratch: await score({ ...experiment("no pretraining"), pretrained: real, initial: "random" }),
    });
  }
  await writeFile(join(out, "experiments.json"), `${JSON.stringify(rows, null, 1)}\n`);
  return rows;
}

/** The rows as a Markdown table; differences carry their sign. */
export function experimentsTable(rows: readonly ExperimentRow[]): string {
  const signed = (value: number): string => `${value >= 0 ? "+" : "−"}${Math.abs(value).toFixed(1)}`;
  return [
    "| task | metric | pretrained | shuffled links | gain over shuffled links | no pretraining | gain over none |",
    "|---|---|---|---|---|---|---|",
    ...rows.map(
      ({ task, metric, pretrained, shuffledLinks, fromScratch }) =>
        `| ${task} | ${metric} | ${pretrained.toFixed(1)} | ${shuffledLinks.toFixed(1)} | ${signed(pretrained - shuffledLinks)} | ${fromScratch.toFixed(1)} | ${signed(pretrained - fromScratch)} |`,
    ),
  ].join("\n");
}
