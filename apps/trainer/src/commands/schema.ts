import { Argument, type Command } from "commander";
import { configSchema, type RunConfigName, runConfigs } from "../run/config-schema.ts";
import { runCommand } from "../terminal/run-command.ts";

/** `luke schema pretrain|finetune`: the JSON schema of a run config, for editors. */
export function addSchema(program: Command): void {
  program
    .command("schema")
    .description("print the JSON schema of a run config, with which editors complete and check it")
    .addArgument(new Argument("<command>", "which command's configs").choices(Object.keys(runConfigs)))
    .addHelpText(
      "after",
      '\nExample:\n  luke schema finetune > finetune.schema.json   # then "$schema": "./finetune.schema.json"',
    )
    .action((name: RunConfigName, _options: object, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const schema = configSchema(name);
        context.result(schema, JSON.stringify(schema, null, 2));
      }),
    );
}
