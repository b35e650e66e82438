import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { findCompiler } from "./find-tools.ts";
import { type OpLibrarySources, opLibraryFile, opLibraryLog } from "./op-library.ts";
import { reasonOf, runProgram } from "./run-program.ts";
import type { Runtime } from "./runtime-manifest.ts";

export interface OpLibraryOutcome {
  readonly name: string;
  readonly state: "ready" | "failed";
  /** Why it failed. */
  readonly reason?: string;
}

const flags = [
  ...["-std=gnu++17", "-O3", "-fPIC", "-pthread", "-fvisibility=hidden", "-fno-math-errno", "-Wno-psabi"],
  // The only standard that the C++ sources keep to is the compiler's; a product and a sum may become one instruction.
  "-ffp-contract=fast",
];

/**
 * Compiles a library of TensorFlow ops into the runtime's folder, unless it is there, and removes those of other keys
 * that are older than a month. What fails is an outcome, kept beside the place of the library: everything works without
 * it, with ops of TensorFlow.
 */
export async function buildOpLibrary(
  runtime: Runtime,
  sources: OpLibrarySources,
  options: {
    readonly force?: boolean;
    readonly environment?: NodeJS.ProcessEnv;
    readonly signal?: AbortSignal;
    /** Of the compiler, after ours: a sanitizer, say. */
    readonly extraFlags?: readonly string[];
    readonly onStart?: () => void;
  } = {},
): Promise<OpLibraryOutcome> {
  const { environment = process.env, extraFlags = [], signal } = options;
  const { name } = sources;
  const file = opLibraryFile(runtime, sources);
  const log = opLibraryLog(runtime, sources);
  if (options.force !== true && (await exists(file))) return { name, state: "ready" };
  options.onStart?.();
  await mkdir(dirname(file), { recursive: true });
  const fail = async (reason: string, everything = ""): Promise<OpLibraryOutcome> => {
    await writeFile(log, `${reason}\n${everything}`);
    return { name, state: "failed", reason };
  };
  const compiler = findCompiler(environment);
  if (compiler === undefined) return fail("this machine has no C++ compiler (g++ or clang++)");
  const work = await mkdtemp(join(tmpdir(), "luke-ops-"));
  try {
    const run = (args: readonly string[]) =>
      runProgram(compiler, args, { environment, ...(signal === undefined ? {} : { signal }) });
    const units = sources.units.filter(({ arch }) => arch === undefined || arch === process.arch);
    const objects = units.map((_, i) => join(work, `${i}.o`));
    const queue = [...units.entries()];
    const failures: string[] = [];
    const compile = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [i, unit] = next;
        const own = ["-isystem", runtime.includeFolder, ...unit.flags, ...extraFlags];
        const outcome = await run([
          ...flags,
          ...own,
          "-c",
          join(sources.folder, unit.file),
          "-o",
          objects[i]!,
        ]);
        if (outcome.code !== 0) failures.push(`${reasonOf(outcome)}\n${outcome.stdout}\n${outcome.stderr}`);
      }
    };
    await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, compile));
    const [failure] = failures;
    if (failure !== undefined) return await fail(failure.split("\n", 1)[0]!, failures.join("\n"));
    const partial = `${file}.partial-${randomUUID()}`;
    const linked = await run([
      ...[...flags, ...extraFlags, process.platform === "darwin" ? "-bundle" : "-shared", "-o", partial],
      ...[...objects, ...linkOptions(runtime)],
    ]);
    if (linked.code !== 0) return await fail(reasonOf(linked), `${linked.stdout}\n${linked.stderr}`);
    await rename(partial, file);
    await rm(log, { force: true });
    await removeOld(file, name);
    return { name, state: "ready" };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The libraries are loaded before this one, so nothing has to say where they are. */
function linkOptions(runtime: Runtime): string[] {
  if (process.platform === "darwin") return ["-undefined", "dynamic_lookup"];
  return [`-L${runtime.libraryFolder}`, "-l:libtensorflow_framework.so.2"];
}

const month = 30 * 24 * 3600 * 1000;

async function removeOld(file: string, name: string): Promise<void> {
  for (const entry of await readdir(dirname(file))) {
    const path = join(dirname(file), entry);
    if (!entry.startsWith(`${name}-`) || entry === basename(file)) continue;
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > month) await rm(path, { force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
