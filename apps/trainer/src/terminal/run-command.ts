import { formatError, LukeError } from "@lukejs/errors";
import { paint } from "./paint.ts";
import { createProgress, type Progress } from "./progress.ts";

/** What a command gets besides its own options. */
export interface CommandContext {
  /** For machines: results as JSON on stdout, no progress. */
  readonly json: boolean;
  /** Aborted by Ctrl-C or SIGTERM: long work stops at the next safe point. */
  readonly signal: AbortSignal;
  /** A line of the command's own output, on stdout. */
  print(text: string): void;
  /** The result: JSON with --json, otherwise the text. */
  result(value: unknown, text: string): void;
  /** Progress of a long stage, on stderr. */
  progress(label: string, unit: string): Progress;
}

export interface GlobalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly stack?: boolean;
}

/**
 * Runs a command's work: exit code 0 done, 1 failed, 2 misused, 130 or 143 stopped by a signal; one clear error on stderr,
 * no stack unless `--stack`. The first Ctrl-C asks the work to stop, a second one stops at once.
 */
export async function runCommand(
  globals: GlobalOptions,
  work: (context: CommandContext) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  let stopped: number | undefined;
  const lines: Progress[] = [];
  const interrupt = (signal: NodeJS.Signals): void => {
    stopped = signal === "SIGINT" ? 130 : 143;
    if (controller.signal.aborted) process.exit(stopped);
    controller.abort();
    process.stderr.write("\nstopping at the next safe point (again to stop at once)\n");
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  const json = globals.json === true;
  try {
    await work({
      json,
      signal: controller.signal,
      print: (text) => void process.stdout.write(`${text}\n`),
      result: (value, text) => void process.stdout.write(`${json ? JSON.stringify(value) : text}\n`),
      progress(label, unit) {
        const line = createProgress(label, { unit, quiet: json || globals.quiet === true });
        lines.push(line);
        return line;
      },
    });
  } catch (error) {
    for (const line of lines) line.leave();
    const text = formatError(error, { stack: globals.stack === true || !isExpected(error) });
    if (json) process.stdout.write(`${JSON.stringify({ error: describe(error) })}\n`);
    process.stderr.write(`${paint("luke:", "error", process.stderr)} ${text}\n`);
    process.exitCode = stopped ?? (LukeError.isInstance(error) ? error.exitCode : 1);
  } finally {
    for (const line of lines) line.leave();
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

/** Misuse of the library from a command is a defect of ours: its stack helps. */
function isExpected(error: unknown): boolean {
  if (LukeError.isInstance(error)) return true;
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("E")
  );
}

function describe(error: unknown): { code: string; message: string; hint?: string } {
  if (LukeError.isInstance(error)) {
    return {
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    };
  }
  return { code: "CLI000", message: error instanceof Error ? error.message : String(error) };
}
