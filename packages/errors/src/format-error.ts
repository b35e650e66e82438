import { LukeError } from "./luke-error.ts";

/**
 * An error as a person reads it on a terminal: `TOK002 message`, then the hint on a line of its own.
 * Stack traces are shown only on request.
 */
export function formatError(error: unknown, options: { readonly stack?: boolean } = {}): string {
  const lines: string[] = [];
  if (LukeError.isInstance(error)) {
    lines.push(`${error.code} ${error.message}`);
    if (error.hint !== undefined) lines.push(`hint: ${error.hint}`);
  } else if (error instanceof Error) {
    lines.push(`${error.name}: ${error.message}`);
  } else {
    lines.push(String(error));
  }
  if (options.stack === true && error instanceof Error && error.stack !== undefined) lines.push(error.stack);
  return lines.join("\n");
}
