import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { measurePeak } from "@lukejs/luke";
import type { Command } from "commander";
import { formatSpread, spreadOf } from "../experiments/mean-and-spread.ts";
import { fineTunePreset, fineTunePresetNames } from "../presets/fine-tune-presets.ts";
import { countsText } from "../run/counts-text.ts";
import { type FineTuneConfig, fineTuneConfig } from "../run/fine-tune-config.ts";
import { fineTunePlanText } from "../run/fine-tune-plan-text.ts";
import { fineTuneRun, fineTuneTrial } from "../run/fine-tune-run.ts";
import { planFineTuning } from "../run/plan-fine-tuning.ts";
import { readConfig } from "../run/read-config.ts";
import type { RunResult } from "../run/run-result.ts";
import { taskByName, taskNames, taskOptionsOf } from "../run/task-by-name.ts";
import { type CommandContext, runCommand } from "../terminal/run-command.ts";
import { suggestedArgument } from "../terminal/suggested-argument.ts";
import { wholeNumber } from "./corpus.ts";
import { collect } from "./pretrain.ts";

interface Options {
  readonly set: string[];
  readonly resume?: boolean;
  readonly seeds?: number;
  readonly plan?: boolean;
}

/** `luke finetune TASK CONFIG [--set key=value] [--seeds N] [--resume] [--plan]`. */
export function addFinetune(program: Command): void {
  program
    .command("finetune")
    .description("fine-tune a checkpoint on one of the five tasks")
    .addArgument(suggestedArgument("<task>", "which task", taskNames))
    .argument(
      "<config>",
      `a run config (JSON, // comments allowed), or one of ${fineTunePresetNames.join(", ")}`,
    )
    .option("--set <key=value>", "change a setting; may be repeated", collect, [])
    .option("--resume", "go on from the run folder's last checkpoint")
    .option(
      "--seeds <n>",
      "so many runs, from the config's seed on, each in a folder of its own; finished ones are kept",
      wholeNumber,
    )
    .option("--plan", "print parameters, inputs, updates, memory, disk and the least time, and start nothing")
    .addHelpText(
      "after",
      "\nExamples:\n  luke finetune relation-classification tacred.json --set epochs=5\n  luke finetune entity-typing reduced --set model=luke-base --set train=train.json --set dev=dev.json --set out=runs/typing",
    )
    .action((name: string, path: string, options: Options, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        taskByName(name);
        const preset = fineTunePreset(name, path);
        const file = preset === undefined ? path : undefined;
        const config = await readConfig(file, fineTuneConfig, options.set, preset);
        const { description: backend } = await useBackend();
        if (options.plan === true) {
          const plan = await planFineTuning(taskByName(name, taskOptionsOf(config)).task, config);
          const flopsPerSecond = await measurePeak();
          return context.result({ ...plan, flopsPerSecond, backend }, fineTunePlanText(plan, flopsPerSecond));
        }
        if (options.seeds !== undefined) {
          return severalSeeds(name, config, { backend, seeds: options.seeds, context });
        }
        const progress = context.progress(name, "updates");
        const resume = options.resume === true;
        const result = await fineTuneRun(name, config, {
          backend,
          resume,
          signal: context.signal,
          progress,
        });
        const { test, dev, baselines, steps, model, counts, data = [], stoppedEarly } = result;
        progress.end(`score ${test.main.toFixed(1)}`);
        context.result(
          { model, steps, stoppedEarly, dev, test, baselines, counts, data, backend },
          [
            `${steps} updates on ${backend}; dev ${dev.toFixed(2)}${stoppedEarly ? ", ended early" : ""}`,
            ...Object.entries(test.details).map(([figure, value]) => `${figure} ${value.toFixed(2)}`),
            Object.entries(baselines)
              .map(([baseline, main]) => `${baseline} ${main.toFixed(2)}`)
              .join(", "),
            ...data.flatMap(({ use, features, warnings }) => [
              `${use}: ${countsText(features)}`,
              ...warnings.map((warning) => `  warning: ${warning}`),
            ]),
            ...(model === undefined ? [] : [`written to ${model}`]),
            `luke report ${config.out} shows tables and errors`,
          ].join("\n"),
        );
      }),
    );
}

/** Mean and deviation over the seeds, and the best one by the dev set, as the paper reports it. */
async function severalSeeds(
  name: string,
  config: FineTuneConfig,
  { backend, seeds, context }: { backend: string; seeds: number; context: CommandContext },
): Promise<void> {
  const results: RunResult[] = [];
  for (let seed = config.seed; seed < config.seed + seeds; seed++) {
    const progress = context.progress(`${name}, seed ${seed}`, "updates");
    const out = join(config.out, `seed-${seed}`);
    const { result, skipped } = await fineTuneTrial(
      name,
      { ...config, seed, out },
      { backend, signal: context.signal, progress },
    );
    progress.end(`score ${result.test.main.toFixed(1)}${skipped ? "  kept from an earlier run" : ""}`);
    results.push(result);
  }
  const best = results.reduce((one, other) => (other.dev > one.dev ? other : one));
  const spreads = {
    dev: spreadOf(results.map(({ dev }) => dev)),
    test: spreadOf(results.map(({ test }) => test.main)),
  };
  const row = (of: string, dev: string, test: string) => `| ${of} | ${dev} | ${test} |`;
  context.result(
    { ...spreads, best: { seed: best.settings.seed, dev: best.dev, test: best.test, model: best.model } },
    [
      row("seed", `dev (${best.selectBy === "main" ? "main score" : best.selectBy})`, "test"),
      row("---", "---", "---"),
      ...results.map(({ settings, dev, test }) =>
        row(`${settings.seed}`, dev.toFixed(2), test.main.toFixed(2)),
      ),
      row("mean ± deviation", formatSpread(spreads.dev, 2), formatSpread(spreads.test, 2)),
      row(`best on dev: ${best.settings.seed}`, best.dev.toFixed(2), best.test.main.toFixed(2)),
      ...(best.model === undefined ? [] : [`the best one's model: ${best.model}`]),
    ].join("\n"),
  );
}
