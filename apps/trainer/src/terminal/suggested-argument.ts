import { Argument } from "commander";

/** An argument whose values the help and the shells' completion name; what else may stand there, the command decides. */
export function suggestedArgument(name: string, description: string, values: readonly string[]): Argument {
  return new Argument(name, description).choices(values).argParser((value) => value);
}
