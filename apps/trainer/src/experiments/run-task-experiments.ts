/**
 * The five tasks on the bundled encyclopedia, the paper's ablations in miniature (Tables 6 and 7), and what pretraining
 * is worth: without any, and after pretraining on shuffled links. The same settings, data and seeds for all.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BackendInfo } from "@lukejs/backend";
import { demoSeed, demoTasks } from "../demo/demo-settings.ts";
import { fineTuneSettings } from "../demo/fine-tune-settings.ts";
import { prepareData } from "../demo/prepare-data.ts";
import { pretrainStage } from "../demo/pretrain-stage.ts";
import { shuffleLinks } from "../demo/shuffle-links.ts";
import { createStageRunner } from "../demo/stage-runner.ts";
import { fineTuneTrial } from "../run/fine-tune-run.ts";
import type { CommandContext } from "../terminal/run-command.ts";
import { formatDifference, formatSpread, type Spread, spreadOf } from "./mean-and-spread.ts";
import type { TaskVariant } from "./task-variants.ts";

export interface TaskExperimentRow {
  readonly task: string;
  readonly metric: string;
  readonly majority: number;
  readonly nameLookup: number;
  /** Test scores by the name of the variant, over the seeds. */
  readonly scores: Readonly<Record<string, Spread>>;
}

export interface TaskExperimentOptions {
  readonly variants: readonly TaskVariant[];
  readonly seeds: number;
  readonly backend: BackendInfo;
}

/** Resumable: what an earlier call finished in `out` is kept. */
export async function runTaskExperiments(
  out: string,
  { variants, seeds, backend }: TaskExperimentOptions,
  context: CommandContext,
): Promise<readonly TaskExperimentRow[]> {
  const stages = createStageRunner((name) => context.progress(name, "").end("kept from an earlier run"));
  const prepared = await prepareData(out, stages, context);
  const pretrain = async (start: TaskVariant["start"]): Promise<string> => {
    const { examples, keys } = prepared;
    const isReal = start === "links";
    const folder = isReal ? examples : join(out, "shuffled-examples");
    const shuffled =
      isReal ||
      (await stages.run("shuffled links", {
        folder,
        settings: { seed: demoSeed },
        after: [keys.examples],
        run: () => shuffleLinks(examples, folder, demoSeed),
      }));
    const { model } = await pretrainStage(
      isReal ? "pretraining" : "pretraining, shuffled",
      join(out, isReal ? "pretrain" : "pretrain-shuffled"),
      { folder, key: shuffled === true ? keys.examples : shuffled.key },
      prepared,
      backend,
      stages,
      context,
    );
    return model;
  };

  const scores = new Map(demoTasks.map(({ name }) => [name, new Map<string, number[]>()] as const));
  const baselines = new Map<string, Readonly<Record<string, number>>>();
  for (const { name: variant, title, start, settings } of variants) {
    const model = await pretrain(start);
    for (const task of demoTasks) {
      const found: number[] = [];
      for (let seed = 1; seed <= seeds; seed++) {
        const label = `${task.name}, ${title}, seed ${seed}`;
        const folder = join(out, "experiments", variant, task.name, `seed-${seed}`);
        const progress = context.progress(label, "updates");
        const { result, skipped } = await fineTuneTrial(
          task.name,
          { ...fineTuneSettings(task, prepared, model, folder), ...settings, seed },
          { backend: backend.description, signal: context.signal, progress, scoresAlone: true },
        );
        progress.end(`${result.test.main.toFixed(1)}${skipped ? "  kept from an earlier run" : ""}`);
        found.push(result.test.main);
        baselines.set(task.name, result.baselines);
      }
      scores.get(task.name)!.set(variant, found);
    }
  }
  const rows = demoTasks.map(
    ({ name, title, metric }): TaskExperimentRow => ({
      task: title,
      metric,
      majority: baselines.get(name)!["majority"]!,
      nameLookup: baselines.get(name)!["name lookup"]!,
      scores: Object.fromEntries(
        [...scores.get(name)!].map(([variant, found]) => [variant, spreadOf(found)]),
      ),
    }),
  );
  await writeFile(join(out, "experiments-tasks.json"), `${JSON.stringify(rows, null, 1)}\n`);
  return rows;
}

/** The rows as a Markdown table; each variant beside its difference from the first one. */
export function taskExperimentsTable(
  rows: readonly TaskExperimentRow[],
  variants: readonly TaskVariant[],
): string {
  const [first] = variants;
  const head = ["task", "metric", "majority", "name lookup", ...variants.map(({ title }) => title)];
  const body = rows.map(({ task, metric, majority, nameLookup, scores }) => [
    task,
    metric,
    majority.toFixed(1),
    nameLookup.toFixed(1),
    ...variants.map(({ name }) => {
      const spread = scores[name]!;
      const difference =
        name === first!.name ? "" : ` (${formatDifference(spread.mean - scores[first!.name]!.mean)})`;
      return formatSpread(spread) + difference;
    }),
  ]);
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
