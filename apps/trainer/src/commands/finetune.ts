import { useBackend } from "@lukejs/backend";
import type { Command } from "commander";
import { fineTuneConfig } from "../run/fine-tune-config.ts";
import { fineTuneModel } from "../run/fine-tune-model.ts";
import { readConfig } from "../run/read-config.ts";
import { taskByName, taskNames } from "../run/task-by-name.ts";
import { runCommand } from "../terminal/run-command.ts";
import { suggestedArgument } from "../terminal/suggested-argument.ts";
import { collect } from "./pretrain.ts";

/** `luke finetune TASK CONFIG [--set key=value] [--resume]`. */
export function addFinetune(program: Command): void {
  program
    .command("finetune")
    .description("fine-tune a checkpoint on one of the five tasks")
    .addArgument(suggestedArgument("<task>", "which task", taskNames))
    .argument("<config>", "a run config (JSON, // comments allowed)")
    .option("--set <key=value>", "change a setting; may be repeated", collect, [])
    .option("--resume", "go on from the run folder's last checkpoint")
    .addHelpText("after", "\nExample:\n  luke finetune relation-classification tacred.json --set epochs=5")
    .action((name: string, path: string, options: { set: string[]; resume?: boolean }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const { task } = taskByName(name);
        const config = await readConfig(path, fineTuneConfig, options.set);
        const backend = await useBackend();
        const progress = context.progress(name, "updates");
        const outcome = await fineTuneModel(task, config, {
          resume: options.resume === true,
          signal: context.signal,
          onProgress: ({ step, total, loss, evaluation }) =>
            progress.update(
              step,
              total,
              `loss ${loss.toFixed(3)}${evaluation === undefined ? "" : `  dev ${evaluation["main"]?.toFixed(1)}`}`,
            ),
        });
        const { test, dev, baselines, steps, model, counts } = outcome;
        progress.end(`score ${test.main.toFixed(1)}`);
        context.result(
          { model, steps, dev, test, baselines, counts, backend: backend.description },
          [
            `${steps} updates on ${backend.description}; dev ${dev.toFixed(2)}`,
            ...Object.entries(test.details).map(([figure, value]) => `${figure} ${value.toFixed(2)}`),
            `majority ${baselines.majority.main.toFixed(2)}, name lookup ${baselines.nameLookup.main.toFixed(2)}`,
            `written to ${model}`,
          ].join("\n"),
        );
      }),
    );
}
