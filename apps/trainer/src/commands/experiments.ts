import { useBackend } from "@lukejs/backend";
import { Argument, type Command } from "commander";
import { variantUnknown } from "../errors.ts";
import { openDataTable, runOpenData } from "../experiments/open-data/run-open-data.ts";
import {
  pretrainingExperimentsTable,
  runPretrainingExperiments,
} from "../experiments/pretraining/run-pretraining-experiments.ts";
import { runTaskExperiments, taskExperimentsTable } from "../experiments/run-task-experiments.ts";
import { taskVariants } from "../experiments/task-variants.ts";
import { runCommand } from "../terminal/run-command.ts";
import { countFrom } from "./corpus.ts";

interface Options {
  readonly out: string;
  readonly seeds?: number;
  readonly variants?: readonly string[];
  readonly data?: string;
  readonly only?: readonly string[];
  readonly python?: string;
}

/** `luke experiments [tasks|pretraining] [--out DIR] [--data DIR]`: the paper's comparisons at a small size. */
export function addExperiments(program: Command): void {
  program
    .command("experiments")
    .description(
      "tasks: LUKE beside its ablations, other links and no pretraining; pretraining: its objectives and stages one by one",
    )
    .addArgument(new Argument("[which]").choices(["tasks", "pretraining"]).default("tasks"))
    .option(
      "--out <folder>",
      "where everything goes; what `luke demo` left there is used",
      "runs/experiments",
    )
    .option("--seeds <n>", "runs of each kind: 3", countFrom(1))
    .option(
      "--variants <names...>",
      `of tasks: ${taskVariants.map(({ name }) => name).join(", ")}; all without it`,
    )
    .option(
      "--data <folder>",
      "real data: for tasks instead of the bundled encyclopedia, for pretraining beside it",
    )
    .option("--only <names...>", "of the open data: datasets by name, such as wnut-17")
    .option(
      "--python <path>",
      "of the open data: a Python with torch and transformers, for the same runs there",
    )
    .addHelpText("after", "\nExample:\n  luke experiments tasks --out runs/demo")
    .action((which: string, options: Options, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const { out, seeds, data, only, python } = options;
        const variants = options.variants?.map(variantByName) ?? taskVariants;
        const backend = await useBackend();
        if (which === "pretraining") {
          const settings = { seeds: seeds ?? 3, data, backend };
          const rows = await runPretrainingExperiments(out, settings, context);
          context.result(rows, pretrainingExperimentsTable(rows));
          return;
        }
        if (data !== undefined) {
          const settings = { data, seeds: seeds ?? 3, python, only, backend };
          const rows = await runOpenData(out, settings, context);
          context.result(rows, openDataTable(rows));
          return;
        }
        const rows = await runTaskExperiments(out, { variants, seeds: seeds ?? 3, backend }, context);
        context.result(rows, taskExperimentsTable(rows, variants));
      }),
    );
}

function variantByName(name: string) {
  const variant = taskVariants.find((one) => one.name === name);
  if (variant === undefined) {
    throw variantUnknown(
      name,
      taskVariants.map((one) => one.name),
    );
  }
  return variant;
}
