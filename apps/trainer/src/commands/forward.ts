import { useBackend } from "@lukejs/backend";
import { type ArchitectureName, architectureNames } from "@lukejs/model";
import { type Command, Option } from "commander";
import { findCheckpoint } from "../run/find-checkpoint.ts";
import { forwardFile } from "../run/forward-file.ts";
import { requireFiles } from "../run/require-files.ts";
import { runCommand } from "../terminal/run-command.ts";

interface Options {
  readonly model: string;
  readonly inputs: string;
  readonly out: string;
  readonly head?: ArchitectureName;
  readonly hiddenStates?: boolean;
  readonly attentions?: boolean;
}

/** `luke forward --model DIR --inputs FILE --out FILE [--head CLASS]`. */
export function addForward(program: Command): void {
  program
    .command("forward")
    .description("one forward pass: arguments from a safetensors file, outputs into another")
    .requiredOption("--model <folder>", "a checkpoint")
    .requiredOption(
      "--inputs <file>",
      "safetensors named like the keyword arguments of transformers' forward",
    )
    .requiredOption("--out <file>", "where the output fields go, as safetensors")
    .addOption(
      new Option("--head <class>", "the class that answers, if not the one of config.json").choices([
        ...architectureNames,
      ]),
    )
    .option("--hidden-states", "also hidden_states.0, … and entity_hidden_states.0, …")
    .option("--attentions", "also attentions.0, …")
    .addHelpText(
      "after",
      "\nExample:\n  luke forward --model model --inputs in.safetensors --out out.safetensors --attentions",
    )
    .action((options: Options, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const { model, inputs, out, head, hiddenStates, attentions } = options;
        await requireFiles("inputs", [inputs]);
        const folder = await findCheckpoint(model);
        await useBackend();
        const shapes = await forwardFile(folder, inputs, out, { head, hiddenStates, attentions });
        const lines = Object.entries(shapes).map(([name, shape]) => `${name} [${shape.join(", ")}]`);
        context.result({ file: out, outputs: shapes }, [...lines, `written to ${out}`].join("\n"));
      }),
    );
}
