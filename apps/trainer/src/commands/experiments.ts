import { useBackend } from "@lukejs/backend";
import type { Command } from "commander";
import { experimentsTable, runExperiments } from "../demo/run-experiments.ts";
import { runCommand } from "../terminal/run-command.ts";

/** `luke experiments [--out DIR]`: what pretraining is worth, on the bundled encyclopedia. */
export function addExperiments(program: Command): void {
  program
    .command("experiments")
    .description("the five tasks without pretraining and after pretraining on shuffled links")
    .option(
      "--out <folder>",
      "where everything goes; what `luke demo` left there is used",
      "runs/experiments",
    )
    .addHelpText("after", "\nExample:\n  luke experiments --out runs/demo")
    .action((options: { out: string }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const backend = await useBackend();
        const rows = await runExperiments(options.out, backend, context);
        context.result(rows, experimentsTable(rows));
      }),
    );
}
