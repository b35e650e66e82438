import { readdir, readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import { join } from "node:path";
import { LukeError } from "@lukejs/errors";
import { cacheFolder } from "./cache-folder.ts";
import { checkRuntime, type RuntimeCheck } from "./check-runtime.ts";
import { nvidiaDriver } from "./nvidia-driver.ts";
import { setUpCommand } from "./set-up-advice.ts";
import { type BackendInfo, type BackendPreference, useBackend } from "./use-backend.ts";

/** Something that could be better, and what to do about it. */
export interface Remedy {
  readonly problem: string;
  /** A command, or a sentence. */
  readonly fix: string;
  /** Whether work is impossible, or only slower, until then. */
  readonly severity: "error" | "advice";
}

export interface DoctorReport {
  /** What `useBackend` chose; absent if nothing could be started. */
  readonly backend?: BackendInfo;
  /** LUKE_BACKEND, where set. */
  readonly forced?: string;
  readonly versions: {
    readonly node: string;
    readonly tfjs: string;
    /** Of the loaded library; absent on wasm and cpu. */
    readonly tensorflow?: string;
  };
  readonly device: {
    readonly processor: string;
    readonly cores: number;
    /** Instruction sets that decide the speed of matrix multiplication, e.g. "avx512_bf16"; empty if unknown. */
    readonly features: readonly string[];
    readonly nvidiaDriver?: string;
  };
  /** What the matrix multiplications can run in on the chosen backend. */
  readonly precision: readonly ("float32" | "bfloat16")[];
  /** Bytes. */
  readonly memory: { readonly total: number; readonly available: number };
  readonly cache: { readonly folder: string; readonly bytes: number };
  readonly runtimes: readonly RuntimeCheck[];
  readonly missingTools: readonly string[];
  readonly remedies: readonly Remedy[];
}

/**
 * Starts the backend as any program would and says what runs, on what, and what would make it better.
 *
 * @param options.prebuilt - the folder of the platform's prebuilt package, where the caller has one: set-up then needs no compiler
 */
export async function doctor(
  preferred: BackendPreference = "auto",
  options: { readonly prebuilt?: string | undefined } = {},
): Promise<DoctorReport> {
  const remedies: Remedy[] = [];
  const quiet = process.env["LUKE_QUIET"];
  process.env["LUKE_QUIET"] = "1"; // the report says it
  let backend: BackendInfo | undefined;
  try {
    backend = await useBackend(preferred);
  } catch (error) {
    if (!LukeError.isInstance(error)) throw error;
    remedies.push({ problem: error.message, fix: error.hint ?? "Unset LUKE_BACKEND.", severity: "error" });
  } finally {
    if (quiet === undefined) delete process.env["LUKE_QUIET"];
    else process.env["LUKE_QUIET"] = quiet;
  }
  const [checks, cpu, available] = await Promise.all([
    checkRuntime(options),
    processorFeatures(),
    availableMemory(),
  ]);
  remedies.push(...remediesFor(backend, checks));
  const cache = cacheFolder();
  const driver = nvidiaDriver();
  const forced = process.env["LUKE_BACKEND"];
  return {
    ...(backend === undefined ? {} : { backend }),
    ...(forced ? { forced } : {}),
    versions: {
      node: process.versions.node,
      tfjs: tfjsVersion(),
      ...(backend?.name === "tensorflow" ? { tensorflow: backend.version } : {}),
    },
    device: {
      processor: cpus()[0]?.model.trim() ?? "unknown",
      cores: availableParallelism(),
      features: cpu,
      ...(driver === undefined ? {} : { nvidiaDriver: driver }),
    },
    precision: backend?.name === "tensorflow" ? ["float32", "bfloat16"] : ["float32"],
    memory: { total: totalmem(), available },
    cache: { folder: cache, bytes: await bytesUnder(cache) },
    runtimes: checks.runtimes,
    missingTools: checks.missingTools,
    remedies,
  };
}

function remediesFor(
  backend: BackendInfo | undefined,
  { runtimes, preferredDevice, missingTools }: Awaited<ReturnType<typeof checkRuntime>>,
): Remedy[] {
  const remedies: Remedy[] = [];
  for (const { device, state, folder } of runtimes) {
    if (state === "unfinished") {
      const problem = `the ${device} runtime in ${folder} is not whole, or of an earlier layout`;
      remedies.push({ problem, fix: `${setUpCommand()} --${device}`, severity: "advice" });
    }
  }
  if (backend === undefined || backend.name === "tensorflow") {
    if (backend?.device === "cpu" && preferredDevice === "gpu") {
      const problem = "there is an NVIDIA driver, but the GPU is not used";
      remedies.push({ problem, fix: `${setUpCommand()} --gpu`, severity: "advice" });
    }
    return remedies;
  }
  if (process.env["LUKE_BACKEND"]) {
    const problem = `LUKE_BACKEND forces ${backend.name}`;
    remedies.push({ problem, fix: "Unset it to let the fastest backend be chosen.", severity: "advice" });
    return remedies;
  }
  const cost = backend.name === "wasm" ? "several times slower" : "a hundred times slower";
  const problem = `the native runtime is not used: training and inference are ${cost}`;
  const install = missingTools.length > 0 ? `Install ${missingTools.join(", ")}, then run: ` : "";
  remedies.push({ problem, fix: `${install}${setUpCommand()}`, severity: "advice" });
  return remedies;
}

function tfjsVersion(): string {
  const { version } = createRequire(import.meta.url)("@tensorflow/tfjs-core/package.json") as {
    version: string;
  };
  return version;
}

async function processorFeatures(): Promise<string[]> {
  const known = ["avx2", "avx512f", "avx512_bf16", "avx512_vnni", "amx_bf16", "asimd", "bf16", "sve"];
  const text = await readText("/proc/cpuinfo");
  const flags = new Set(/^(?:flags|Features)\s*:(.*)$/m.exec(text)?.[1]?.split(/\s+/) ?? []);
  return known.filter((name) => flags.has(name));
}

/** Memory that programs can have without swapping; what is merely free says little. */
async function availableMemory(): Promise<number> {
  const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(await readText("/proc/meminfo"))?.[1];
  return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024;
}

async function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}

async function bytesUnder(folder: string): Promise<number> {
  let sum = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sum += await bytesUnder(path);
    else if (entry.isFile())
      sum += await stat(path).then(
        ({ size }) => size,
        () => 0,
      );
  }
  return sum;
}
