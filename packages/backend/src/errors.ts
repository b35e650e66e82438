import { LukeError } from "@lukejs/errors";

/** The texts of this package's errors, in one place. */

export function unknownBackend(found: string, where: string, known: readonly string[]): LukeError {
  return new LukeError({
    code: "BCK001",
    message: `Cannot choose a backend: ${where} is "${found}", expected one of ${known.join(", ")}`,
    exitCode: 2,
  });
}

export function noBackend(wanted: string, reasons: readonly string[], fix: string): LukeError {
  return new LukeError({
    code: "BCK002",
    message: `Cannot start a backend for "${wanted}": ${reasons.join("; ")}`,
    hint: fix,
  });
}
