import type { Command } from "commander";
import { taskByName, taskNames } from "../run/task-by-name.ts";
import { describeValidated, validateDatasets } from "../run/validate-datasets.ts";
import { runCommand } from "../terminal/run-command.ts";
import { suggestedArgument } from "../terminal/suggested-argument.ts";

/** `luke validate TASK FILE…`. */
export function addValidate(program: Command): void {
  program
    .command("validate")
    .description("what datasets hold and everything that is wrong with them, without training")
    .addArgument(suggestedArgument("<task>", "which task", taskNames))
    .argument("<file...>", "datasets; the first is the one to train on, against which the others are held")
    .addHelpText(
      "after",
      `
Exit code 1 where a row cannot be read; warnings alone are no failure.

Example:
  luke validate named-entity-recognition train.txt dev.txt test.txt`,
    )
    .action((name: string, files: string[], _options: object, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const validated = await validateDatasets(taskByName(name).task, files);
        context.result({ task: name, files: validated }, validated.map(describeValidated).join("\n"));
        if (validated.some(({ errors }) => errors.length > 0)) process.exitCode = 1;
      }),
    );
}
