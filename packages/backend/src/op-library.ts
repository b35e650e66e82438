import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import type { Runtime } from "./runtime-manifest.ts";
import { setUpCommand } from "./set-up-advice.ts";

/** C++ sources of TensorFlow ops, which set-up compiles against a runtime. */
export interface OpLibrarySources {
  readonly name: string;
  /** Of the sources: another key is another library. */
  readonly key: string;
  readonly folder: string;
  readonly units: readonly {
    readonly file: string;
    readonly flags: readonly string[];
    /** The only `process.arch` that it is compiled for. */
    readonly arch?: string;
  }[];
}

/** A loaded library, by what its module exports, or why there is none. */
export type OpLibrary =
  | { readonly instructions: string; readonly threads: number; readonly bfloat16: boolean }
  | { readonly missing: string };

/** Where a library lives: in its runtime's folder, so that it goes with the TensorFlow it was built against. */
export function opLibraryFile(runtime: Runtime, { name, key }: { name: string; key: string }): string {
  return join(runtime.folder, "ops", `${name}-${key}.node`);
}

/** What the compiler said, where it failed. */
export function opLibraryLog(runtime: Runtime, library: { name: string; key: string }): string {
  return `${opLibraryFile(runtime, library)}.log`;
}

/** Loads a library that set-up has built; libtensorflow is there already. Never throws. */
export function loadOpLibrary(runtime: Runtime, name: string, key: string): OpLibrary {
  const file = opLibraryFile(runtime, { name, key });
  if (!existsSync(file)) {
    const log = opLibraryLog(runtime, { name, key });
    if (!existsSync(log))
      return { missing: `they are not built for this runtime yet; run "${setUpCommand()}"` };
    const reason = readFileSync(log, "utf8").split("\n", 1)[0];
    return { missing: `their build failed: ${reason} (all of it is in "${log}")` };
  }
  try {
    // Everything that it calls has to be there now: what a library for another TensorFlow misses would otherwise end the
    // process when it is first called.
    const module = { exports: {} };
    process.dlopen(module, file, constants.dlopen.RTLD_NOW);
    return module.exports as OpLibrary;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n", 1)[0] : String(error);
    return { missing: `"${file}" does not load: ${reason}; run "${setUpCommand()} --force"` };
  }
}
