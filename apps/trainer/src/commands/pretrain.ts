import { useBackend } from "@lukejs/backend";
import type { Command } from "commander";
import { pretrainConfig } from "../run/pretrain-config.ts";
import { pretrainModel } from "../run/pretrain-model.ts";
import { readConfig } from "../run/read-config.ts";
import { runCommand } from "../terminal/run-command.ts";

/** `luke pretrain CONFIG [--set key=value] [--resume]`. */
export function addPretrain(program: Command): void {
  program
    .command("pretrain")
    .description("pretrain on masked words and masked entities")
    .argument("<config>", "a run config (JSON, // comments allowed)")
    .option("--set <key=value>", "change a setting; may be repeated", collect, [])
    .option("--resume", "go on from the run folder's last checkpoint")
    .addHelpText("after", "\nExample:\n  luke pretrain pretrain.json --set batchSize=32")
    .action((path: string, options: { set: string[]; resume?: boolean }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const config = await readConfig(path, pretrainConfig, options.set);
        const backend = await useBackend();
        const progress = context.progress("pretrain", "updates");
        let firstLoss: number | undefined;
        let lastLoss = Number.NaN;
        const outcome = await pretrainModel(config, {
          resume: options.resume === true,
          signal: context.signal,
          onProgress: ({ step, total, loss, stage }) => {
            firstLoss ??= loss;
            lastLoss = loss;
            progress.update(step, total, `${stage}  loss ${loss.toFixed(3)}`);
          },
        });
        progress.end(`loss ${firstLoss?.toFixed(3) ?? "–"} → ${lastLoss.toFixed(3)}`);
        const { figures, steps, parameters, model } = outcome;
        context.result(
          { ...outcome, backend: backend.description, firstLoss, lastLoss },
          [
            `${steps} updates of ${parameters} parameters on ${backend.description}`,
            ...Object.entries(figures).map(([name, value]) => `held out: ${name} ${value.toFixed(4)}`),
            `written to ${model}`,
          ].join("\n"),
        );
      }),
    );
}

export function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}
