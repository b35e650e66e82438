import { Argument, type Command } from "commander";
import { bashCompletion } from "../completion/bash-completion.ts";
import { completionTree } from "../completion/completion-tree.ts";
import { fishCompletion } from "../completion/fish-completion.ts";
import { zshCompletion } from "../completion/zsh-completion.ts";
import { runCommand } from "../terminal/run-command.ts";

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** `luke completion bash|zsh|fish`: a script that completes commands, options and their values. */
export function addCompletion(program: Command): void {
  program
    .command("completion")
    .description("print a script that completes luke's commands and options in a shell")
    .addArgument(new Argument("<shell>", "which shell").choices(Object.keys(shells)))
    .addHelpText("after", "\nExample:\n  source <(luke completion bash)")
    .action((shell: keyof typeof shells, _options: object, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const script = shells[shell](completionTree(program));
        context.result({ shell, script }, script.trimEnd());
      }),
    );
}
