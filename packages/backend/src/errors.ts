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

export function toolsMissing(missing: readonly string[], fix: string): LukeError {
  return new LukeError({
    code: "BCK003",
    message: `Cannot set up the native runtime: this machine lacks ${missing.join(" and ")}`,
    hint: `Everything runs on WebAssembly meanwhile, several times slower. Install what is named, then run "${fix}".`,
  });
}

export function downloadFailed(what: string, reason: string): LukeError {
  return new LukeError({
    code: "BCK004",
    message: `Cannot download ${what}: ${reason}`,
    hint: "Is the network, or the package index that pip and npm are configured for, reachable? Everything runs on WebAssembly meanwhile, several times slower.",
  });
}

export function runFailed(action: string, reason: string, log?: string): LukeError {
  return new LukeError({
    code: "BCK005",
    message: `Cannot ${action}: ${reason}`,
    hint: `${log === undefined ? "" : `All that was printed is in "${log}". `}Everything runs on WebAssembly meanwhile, several times slower.`,
  });
}

export function runtimeBroken(folder: string, reason: string): LukeError {
  return new LukeError({
    code: "BCK006",
    message: `Cannot load the native runtime that was just built in "${folder}": ${reason}`,
    hint: "Everything runs on WebAssembly meanwhile, several times slower.",
  });
}

export function wasmMemoryFull(bytes: number): LukeError {
  return new LukeError({
    code: "BCK007",
    message: `WebAssembly has no ${bytes} bytes left for a tensor; its limit is 4 GiB`,
    hint: "Use smaller batches or a smaller model, or set up the native runtime.",
  });
}
