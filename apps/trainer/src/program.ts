import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { hasColours } from "./terminal/paint.ts";

/** Adds one command to the program; each lives in a file of its own under commands/. */
export type AddCommand = (program: Command) => void;

/** The `luke` command line: `commands` in the order of `luke --help`. */
export function createProgram(commands: readonly AddCommand[]): Command {
  const program = new Command("luke")
    .description("LUKE in TypeScript: from a Wikipedia dump to a pretrained model and five fine-tuned tasks")
    .version(readVersion())
    .option("--json", "results as JSON on stdout, no progress")
    .option("--quiet", "no progress")
    .option("--stack", "show where in the code an error arose")
    .showHelpAfterError("(luke COMMAND --help shows what a command takes)")
    .configureHelp({ styleTitle: (text) => `\u001b[1m${text}\u001b[22m` })
    .configureOutput({
      getOutHasColors: () => hasColours(process.stdout),
      getErrHasColors: () => hasColours(process.stderr),
    })
    .exitOverride();
  for (const add of commands) add(program);
  return program;
}

/** Parses and runs; exit code 2 where the command line itself is wrong, with --json told as JSON too. */
export async function runProgram(program: Command, argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(argv as string[], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    if (error.exitCode === 0 || !argv.includes("--json")) return;
    const message = error.message.replace(/^error: /, "");
    process.stdout.write(`${JSON.stringify({ error: { code: "CLI000", message } })}\n`);
  }
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return manifest.version;
}
