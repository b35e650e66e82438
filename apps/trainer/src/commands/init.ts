import { type Command, Option } from "commander";
import { sampleExtensions } from "../init/sample-data.ts";
import { writeProject } from "../init/write-project.ts";
import { runCommand } from "../terminal/run-command.ts";

/** `luke init DIR --task TASK`. */
export function addInit(program: Command): void {
  program
    .command("init")
    .description("write a project that fine-tunes a task on data of one's own: config, sample data, README")
    .argument("<folder>", "where it goes; made if there is none")
    .addOption(
      new Option("--task <task>", "which task").choices(Object.keys(sampleExtensions)).makeOptionMandatory(),
    )
    .option("--model <folder>", "the pretrained model to start from", "model")
    .addHelpText("after", "\nExample:\n  luke init names --task named-entity-recognition")
    .action((folder: string, options: { task: string; model: string }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const files = await writeProject(folder, { ...options, version: program.version()! });
        context.result(
          { folder, files },
          [...files.map((file) => `  ${file}`), `${folder}/README.md says how to go on`].join("\n"),
        );
      }),
    );
}
