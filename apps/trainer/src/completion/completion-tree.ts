import type { Command, Option } from "commander";

/** What may stand where a value is expected. */
export type CompletedValue =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "files" | "folders" | "nothing" };

export interface CompletedOption {
  /** As it is typed: `--out`, and `-h` where there is a short form. */
  readonly flags: readonly string[];
  readonly description: string;
  /** What it takes; absent for a switch. */
  readonly value?: CompletedValue;
}

/** One command, as the shells' completions need it. */
export interface CompletedCommand {
  /** Its words after `luke`: `["corpus", "build"]`; none for the program itself. */
  readonly path: readonly string[];
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CompletedOption[];
  /** What each position takes; the last one repeats where `variadic` is set. */
  readonly positions: readonly CompletedValue[];
  readonly variadic: boolean;
}

/** Every command of a program, the program itself first: the one source of all completion scripts. */
export function completionTree(program: Command): CompletedCommand[] {
  const globals = program.options.map(describeOption);
  const walk = (command: Command, path: readonly string[]): CompletedCommand[] => {
    const own = command === program ? [] : command.options.map(describeOption);
    const known = new Set(own.flatMap(({ flags }) => flags));
    const node: CompletedCommand = {
      path,
      commands: command.commands.map((child) => ({ name: child.name(), description: child.description() })),
      options: [
        ...own,
        ...globals.filter(({ flags }) => !flags.some((flag) => known.has(flag))),
        { flags: ["--help", "-h"], description: "what it takes" },
      ],
      positions: command.registeredArguments.map((argument) =>
        completedValue(argument.name(), argument.argChoices),
      ),
      variadic: command.registeredArguments.at(-1)?.variadic === true,
    };
    return [node, ...command.commands.flatMap((child) => walk(child, [...path, child.name()]))];
  };
  return walk(program, []);
}

function describeOption(option: Option): CompletedOption {
  const flags = [option.long, option.short].filter((flag) => flag !== undefined && flag !== null);
  const placeholder = /[<[]([^>\].]+)/.exec(option.flags)?.[1];
  return {
    flags,
    description: option.description,
    ...(placeholder === undefined ? {} : { value: completedValue(placeholder, option.argChoices) }),
  };
}

const folders = new Set(["folder", "corpus"]);
const files = new Set(["file", "dump", "input", "in", "out", "config", "index"]);

/** By the choices, else by the word in the angle brackets: `<folder>`, `<file>`, `<n>`. */
function completedValue(placeholder: string, choices: readonly string[] | undefined): CompletedValue {
  if (choices !== undefined) return { kind: "words", words: choices };
  if (folders.has(placeholder)) return { kind: "folders" };
  return { kind: files.has(placeholder) ? "files" : "nothing" };
}
