import { useBackend } from "@lukejs/backend";
import type { Command } from "commander";
import { pretrainPresets } from "../presets/pretrain-presets.ts";
import { type PlanOptions, planRun } from "../run/plan-run.ts";
import { planText } from "../run/plan-text.ts";
import { type PretrainConfig, pretrainConfig } from "../run/pretrain-config.ts";
import { pretrainModel } from "../run/pretrain-model.ts";
import { readConfig } from "../run/read-config.ts";
import { formatCount } from "../terminal/progress.ts";
import { type CommandContext, runCommand } from "../terminal/run-command.ts";
import { countFrom } from "./corpus.ts";

interface Options extends PlanOptions {
  readonly set: string[];
  readonly resume?: boolean;
  readonly plan?: boolean;
}

/** `luke pretrain CONFIG [--set key=value] [--resume] [--plan]`. */
export function addPretrain(program: Command): void {
  program
    .command("pretrain")
    .description("pretrain on masked words and masked entities")
    .argument(
      "<config>",
      `a run config (JSON, // comments allowed), or one of ${[...pretrainPresets.keys()].join(", ")}`,
    )
    .option("--set <key=value>", "change a setting; may be repeated", collect, [])
    .option("--resume", "go on from the run folder's last checkpoint, with any number of processes")
    .option("--plan", "print parameters, memory, disk, steps and days, and start nothing")
    .option("--processes <n>", "for the plan: processes that train together", countFrom(1), 1)
    .option("--words-per-second <n>", "for the plan: words a second of all processes together", Number)
    .option("--teraflops <n>", "for the plan: 10^12 operations a second that each process reaches", Number)
    .option("--link <gbit/s>", "for the plan: what each process can send", Number)
    .addHelpText(
      "after",
      "\nExamples:\n  luke pretrain pretrain.json --set batchSize=32\n  luke pretrain luke-large --plan --processes 16 --teraflops 60 --link 25\n  mpirun -np 2 luke pretrain pretrain.json",
    )
    .action((path: string, options: Options, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const preset = pretrainPresets.get(path);
        const config = await readConfig(
          preset === undefined ? path : undefined,
          pretrainConfig,
          options.set,
          preset,
        );
        if (options.plan === true) {
          const planned = await planRun(config, options);
          context.result(planned, planText(planned));
          return;
        }
        await pretrain(config, options.resume === true, context);
      }),
    );
}

async function pretrain(config: PretrainConfig, resume: boolean, context: CommandContext): Promise<void> {
  const backend = await useBackend();
  let progress: ReturnType<CommandContext["progress"]> | undefined;
  let firstLoss: number | undefined;
  let lastLoss = Number.NaN;
  const outcome = await pretrainModel(config, {
    resume,
    signal: context.signal,
    onProgress: ({ step, total, loss, stage, wordsPerSecond, utilization }) => {
      progress ??= context.progress("pretrain", "updates");
      firstLoss ??= loss;
      lastLoss = loss;
      const rates = [
        ...(wordsPerSecond === undefined ? [] : [`${formatCount(wordsPerSecond)} words/s`]),
        ...(utilization === undefined ? [] : [`${(100 * utilization).toFixed(0)} % of peak`]),
      ];
      progress.update(step, total, [stage, `loss ${loss.toFixed(3)}`, ...rates].join("  "));
    },
  });
  // The other processes have nothing to tell.
  if (outcome.rank > 0) return;
  progress?.end(`loss ${firstLoss?.toFixed(3) ?? "–"} → ${lastLoss.toFixed(3)}`);
  const { figures, steps, parameters, model, best, processes } = outcome;
  const together = processes > 1 ? ` in ${processes} processes` : "";
  context.result(
    { ...outcome, backend: backend.description, firstLoss, lastLoss },
    [
      `${steps} updates of ${parameters} parameters on ${backend.description}${together}`,
      ...Object.entries(figures).map(([name, value]) => `held out: ${name} ${value.toFixed(4)}`),
      `written to ${model}`,
      ...(best === undefined ? [] : [`the best evaluation's model is in ${best}`]),
    ].join("\n"),
  );
}

export function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}
