import { mkdir } from "node:fs/promises";
import { useBackend } from "@lukejs/backend";
import type { Command } from "commander";
import { gridMalformed, notTuned } from "../errors.ts";
import { type Grid, gridPoints, gridTable, publishedGrid, searchGrid } from "../experiments/search-grid.ts";
import { fineTunePreset, fineTunePresetNames } from "../presets/fine-tune-presets.ts";
import { fineTuneConfig } from "../run/fine-tune-config.ts";
import { readConfig } from "../run/read-config.ts";
import { taskByName, taskNames } from "../run/task-by-name.ts";
import { runCommand } from "../terminal/run-command.ts";
import { suggestedArgument } from "../terminal/suggested-argument.ts";
import { collect } from "./pretrain.ts";

interface Options {
  readonly set: string[];
  readonly grid: string[];
}

/** `luke search TASK CONFIG [--grid key=v,w]`: the paper's grid, or one's own, chosen on the dev set. */
export function addSearch(program: Command): void {
  program
    .command("search")
    .description("fine-tune with every combination of some settings and choose on the dev set; resumable")
    .addArgument(suggestedArgument("<task>", "which task", taskNames))
    .argument(
      "<config>",
      `a run config (JSON, // comments allowed), or one of ${fineTunePresetNames.join(", ")}; its out holds a folder per run`,
    )
    .option("--set <key=value>", "change a setting; may be repeated", collect, [])
    .option(
      "--grid <key=values>",
      "values to try, with commas between; may be repeated. Without it the paper's: learning rates 1e-5 to 3e-5, batches of 4 to 64, 2, 3 or 5 epochs",
      collect,
      [],
    )
    .addHelpText(
      "after",
      "\nExample:\n  luke search entity-typing typing.json --grid learningRate=1e-5,3e-5 --grid epochs=2,3",
    )
    .action((name: string, path: string, options: Options, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        taskByName(name);
        const grid = options.grid.length === 0 ? gridOf(name) : parseGrid(options.grid);
        const configAt = (point: object) => {
          const settings = Object.entries(point).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
          const preset = fineTunePreset(name, path);
          const file = preset === undefined ? path : undefined;
          return readConfig(file, fineTuneConfig, [...options.set, ...settings], preset);
        };
        // A wrong setting is told before the first run.
        const [config] = await Promise.all(gridPoints(grid).map(configAt));
        const { out } = config!;
        await mkdir(out, { recursive: true });
        const { description: backend } = await useBackend();
        const outcome = await searchGrid(name, configAt, { grid, out, backend }, context);
        context.result(outcome, gridTable(outcome));
      }),
    );
}

function gridOf(task: string): Grid {
  if (task === "question-answering") throw notTuned(task);
  return publishedGrid;
}

function parseGrid(settings: readonly string[]): Grid {
  return Object.fromEntries(
    settings.map((setting) => {
      const [, name, list] = /^([^=]+)=(.+)$/.exec(setting) ?? [];
      if (name === undefined || list === undefined) throw gridMalformed(setting);
      return [name, list.split(",").map(parseValue)];
    }),
  );
}

function parseValue(text: string): number | string | boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "number" || typeof value === "boolean" ? value : text;
  } catch {
    return text;
  }
}
