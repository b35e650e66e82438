import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Runtime } from "./runtime-manifest.ts";
import { setUpCommand } from "./set-up-advice.ts";

/** Sources of programs for NVIDIA GPUs, which set-up compiles with NVRTC. */
export interface CudaSources {
  readonly name: string;
  /** Of the sources: another key is another folder of programs. */
  readonly key: string;
  readonly folder: string;
  /** C++: compiles `PROGRAM.cu` by "LIBNVRTC SOURCE OUT OPTION…". */
  readonly compiler: string;
  readonly programs: readonly string[];
  readonly architectures: readonly number[];
  readonly heads: readonly number[];
}

/** Compiled programs and what was said of them, or why there are none. */
export type CudaPrograms =
  | {
      readonly folder: string;
      /** "PROGRAM-sm_ARCHITECTURE-HEAD.cubin" */
      readonly programs: readonly string[];
      /** What `keep` has kept; undefined if nothing. */
      readonly kept: unknown;
      keep(verdict: object): void;
    }
  | { readonly missing: string };

/** Where the programs live: with the runtime whose set-up compiled them. */
export function cudaFolder(runtime: Runtime, { name, key }: { name: string; key: string }): string {
  return join(runtime.folder, "ops", `${name}-${key}`);
}

/** What the compiler said, where it failed. */
export function cudaLog(runtime: Runtime, sources: { name: string; key: string }): string {
  return `${cudaFolder(runtime, sources)}.log`;
}

/** Finds the programs that set-up has compiled. Never throws. */
export function loadCudaPrograms(runtime: Runtime, name: string, key: string): CudaPrograms {
  const folder = cudaFolder(runtime, { name, key });
  if (!existsSync(folder)) {
    const log = cudaLog(runtime, { name, key });
    const advice = `run "${setUpCommand()} --gpu"`;
    if (!existsSync(log)) return { missing: `those for the GPU are not compiled yet; ${advice}` };
    return {
      missing: `those for the GPU could not be compiled: ${readFileSync(log, "utf8").split("\n", 1)[0]}`,
    };
  }
  const verdict = join(folder, "verdict.json");
  return {
    folder,
    programs: readdirSync(folder).filter((file) => file.endsWith(".cubin")),
    kept: readKept(verdict),
    keep: (kept) => writeFileSync(verdict, `${JSON.stringify(kept, null, 2)}\n`),
  };
}

function readKept(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
