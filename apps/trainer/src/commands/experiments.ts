import { useBackend } from "@lukejs/backend";
import { Argument, type Command } from "commander";
import { experimentsTable, runExperiments } from "../demo/run-experiments.ts";
import {
  pretrainingExperimentsTable,
  runPretrainingExperiments,
} from "../demo/run-pretraining-experiments.ts";
import { runCommand } from "../terminal/run-command.ts";
import { wholeNumber } from "./corpus.ts";

/** `luke experiments [tasks|pretraining] [--out DIR]`: what pretraining is worth, on the bundled encyclopedia. */
export function addExperiments(program: Command): void {
  program
    .command("experiments")
    .description(
      "tasks: without pretraining, and after pretraining on shuffled links; pretraining: its objectives and stages one by one",
    )
    .addArgument(new Argument("[which]").choices(["tasks", "pretraining"]).default("tasks"))
    .option(
      "--out <folder>",
      "where everything goes; what `luke demo` left there is used",
      "runs/experiments",
    )
    .option("--seeds <n>", "of pretraining: runs of each kind", wholeNumber, 1)
    .addHelpText("after", "\nExample:\n  luke experiments --out runs/demo")
    .action((which: string, options: { out: string; seeds: number }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const backend = await useBackend();
        if (which === "pretraining") {
          const rows = await runPretrainingExperiments(options.out, options.seeds, backend, context);
          context.result(rows, pretrainingExperimentsTable(rows));
          return;
        }
        const rows = await runExperiments(options.out, backend, context);
        context.result(rows, experimentsTable(rows));
      }),
    );
}
