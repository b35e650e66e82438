import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { buildBinding } from "./build-binding.ts";
import { buildCudaPrograms } from "./build-cuda-programs.ts";
import { buildOpLibrary, type OpLibraryOutcome } from "./build-op-library.ts";
import { cacheFolder } from "./cache-folder.ts";
import { sha256 } from "./check-runtime.ts";
import type { CudaSources } from "./cuda-programs.ts";
import { downloadWheels } from "./download-wheels.ts";
import { runtimeBroken, toolsMissing } from "./errors.ts";
import { fetchBinding } from "./fetch-binding.ts";
import { findTools, missingTools, type Tools } from "./find-tools.ts";
import { nvidiaDriver } from "./nvidia-driver.ts";
import { nvidiaRequirements } from "./nvidia-requirements.ts";
import type { OpLibrarySources } from "./op-library.ts";
import { type Prebuilt, readPrebuilt, takePrebuiltBinding, takePrebuiltOps } from "./prebuilt.ts";
import { reasonOf, runProgram } from "./run-program.ts";
import {
  bindingVersion,
  newManifest,
  type Runtime,
  type RuntimeDevice,
  type RuntimeFile,
  readRuntime,
  runtimeFolder,
  tensorflowRelease,
} from "./runtime-manifest.ts";
import { setUpCommand } from "./set-up-advice.ts";
import { withLock } from "./set-up-lock.ts";
import { unpackWheel } from "./unpack-wheel.ts";

export interface SetUpProgress {
  readonly stage: "waiting" | "downloading" | "unpacking" | "building" | "checking";
  readonly message: string;
  /** While downloading. */
  readonly bytes?: number;
  readonly totalBytes?: number;
}

export interface SetUpOptions {
  /** auto: the GPU's library where there is an NVIDIA driver. */
  readonly device?: "auto" | RuntimeDevice;
  /** Sets up again what is already there. */
  readonly force?: boolean;
  /** C++ ops to build against the runtime; without one that cannot be built, set-up succeeds all the same. */
  readonly opLibraries?: readonly OpLibrarySources[];
  /** Programs for NVIDIA GPUs to compile for the GPU's runtime; what fails is in the result as of `opLibraries`. */
  readonly cudaSources?: CudaSources;
  /**
   * The folder of the platform's prebuilt package (`prebuiltPackage()` names it): what it holds is taken, and a compiler
   * is needed only where it does not fit.
   */
  readonly prebuilt?: string | undefined;
  readonly cache?: string;
  readonly onProgress?: (progress: SetUpProgress) => void;
  readonly signal?: AbortSignal;
}

export interface SetUpResult {
  readonly runtime: Runtime;
  /** Whether it was there already. */
  readonly skipped: boolean;
  /** Whether the binding came from a prebuilt package. */
  readonly prebuilt: boolean;
  readonly opLibraries: readonly OpLibraryOutcome[];
  readonly seconds: number;
}

/** Bytes of the wheels, for a progress bar; the true size may differ by release. */
const expectedBytes = { cpu: 274e6, gpu: 572e6 } satisfies Record<RuntimeDevice, number>;

/**
 * Prepares the native runtime in the per-user cache: libtensorflow from its wheel, the binding built against it.
 *
 * The work happens in a folder beside the final one, which is renamed at the end, under a lock: what an interrupted
 * set-up leaves is removed by the next, and of two at once the second waits and finds the work done.
 *
 * The binding is copied from the prebuilt package of the platform where one is given and loads; else it is compiled.
 *
 * @throws LukeError BCK003 (a tool is missing), BCK004 (a download), BCK005 (the build), BCK006 (it does not load)
 */
export async function setUpRuntime(options: SetUpOptions = {}): Promise<SetUpResult> {
  const { device: wanted = "auto", cache = cacheFolder(), onProgress = () => {}, signal } = options;
  const device = wanted === "auto" ? (nvidiaDriver() === undefined ? "cpu" : "gpu") : wanted;
  const started = performance.now();
  const prebuilt = options.prebuilt === undefined ? undefined : await readPrebuilt(options.prebuilt);
  let binding: "prebuilt" | "built" | undefined;
  const result = async (runtime: Runtime, skipped: boolean): Promise<SetUpResult> => {
    const opLibraries: OpLibraryOutcome[] = [];
    for (const sources of options.opLibraries ?? []) {
      if (prebuilt !== undefined) await takePrebuiltOps(prebuilt, runtime, sources);
      const onStart = (): void => onProgress({ stage: "building", message: `the ops of ${sources.name}` });
      opLibraries.push(
        await buildOpLibrary(runtime, sources, {
          // What was taken just now is not built again.
          ...{ force: options.force === true && prebuilt === undefined, onStart },
          ...(signal === undefined ? {} : { signal }),
        }),
      );
    }
    if (options.cudaSources !== undefined && device === "gpu") {
      const onStart = (): void => onProgress({ stage: "building", message: "the kernels for GPUs" });
      opLibraries.push(
        await buildCudaPrograms(runtime, options.cudaSources, {
          ...{ force: options.force === true, onStart },
          ...(signal === undefined ? {} : { signal }),
        }),
      );
    }
    const seconds = (performance.now() - started) / 1000;
    return { runtime, skipped, prebuilt: binding === "prebuilt", opLibraries, seconds };
  };
  const ready = options.force === true ? undefined : readRuntime(device, cache);
  if (ready !== undefined) return result(ready, true);
  const { tools, missing } = await findTools(process.env, { compile: prebuilt === undefined });
  if (tools === undefined) throw toolsMissing(missing, setUpCommand());
  const folder = runtimeFolder(device, cache);
  const runtimes = dirname(folder);
  return withLock(
    join(runtimes, `.${basename(folder)}.lock`),
    async () => {
      const meanwhile = options.force === true ? undefined : readRuntime(device, cache);
      if (meanwhile !== undefined) return result(meanwhile, true);
      const prefix = `.${basename(folder)}.partial-`;
      await removeStartingWith(runtimes, prefix);
      const partial = join(runtimes, prefix + randomUUID());
      try {
        binding = await build(tools, prebuilt, device, partial, onProgress, signal);
        signal?.throwIfAborted();
        const old = join(runtimes, `${prefix}old-${randomUUID()}`);
        await rename(folder, old).catch(() => {}); // damaged, of another layout, or set up again
        await rename(partial, folder);
      } finally {
        await removeStartingWith(runtimes, prefix);
      }
      return result(readRuntime(device, cache)!, false);
    },
    {
      onWait: (holder) => onProgress({ stage: "waiting", message: `for another set-up (${holder})` }),
      ...(signal === undefined ? {} : { signal }),
    },
  );
}

async function build(
  tools: Tools,
  prebuilt: Prebuilt | undefined,
  device: RuntimeDevice,
  folder: string,
  onProgress: (progress: SetUpProgress) => void,
  signal: AbortSignal | undefined,
): Promise<"prebuilt" | "built"> {
  const work = join(folder, "work");
  await mkdir(work, { recursive: true });
  const wheel = device === "gpu" || process.platform === "darwin" ? "tensorflow" : "tensorflow-cpu";
  const requirement = `${wheel}==${tensorflowRelease}.*`;
  const total = expectedBytes[device];
  const message = `${requirement} (about ${Math.round(total / 1e6)} MB)`;
  onProgress({ stage: "downloading", message, bytes: 0, totalBytes: total });
  const withSignal = signal === undefined ? {} : { signal };
  const [file] = await downloadWheels(tools.python, [requirement], join(work, "wheel"), {
    onBytes: (bytes) =>
      onProgress({ stage: "downloading", message, bytes: Math.min(bytes, total), totalBytes: total }),
    ...withSignal,
  });
  const wheelRecord = { name: basename(file!), bytes: (await stat(file!)).size, sha256: await sha256(file!) };
  onProgress({ stage: "unpacking", message: wheelRecord.name });
  const dependencies = join(folder, "deps");
  await unpackWheel(tools.python, file!, dependencies, signal);
  if (device === "gpu") {
    const requirements = await nvidiaRequirements(tools.python, file!);
    if (requirements.length > 0) {
      const what = "NVIDIA's CUDA 12 libraries (about 2.5 GB)";
      onProgress({ stage: "downloading", message: what, bytes: 0 });
      const wheels = await downloadWheels(tools.python, requirements, join(work, "nvidia"), {
        onBytes: (bytes) => onProgress({ stage: "downloading", message: what, bytes }),
        ...withSignal,
      });
      onProgress({ stage: "unpacking", message: what });
      for (const path of wheels) await unpackWheel(tools.python, path, dependencies, signal);
    }
  }
  onProgress({ stage: "building", message: "the binding of TensorFlow.js" });
  await fetchBinding(tools, folder, work, signal);
  await rm(work, { recursive: true });
  const taken = prebuilt === undefined ? undefined : await versionOfPrebuilt(prebuilt, folder);
  if (taken === undefined) {
    if (tools.build === undefined) throw toolsMissing(missingTools(), setUpCommand());
    await rm(join(folder, "lib"), { recursive: true, force: true });
    await buildBinding(tools.build, folder, join(dirname(folder), "build.log"), signal);
  }
  onProgress({ stage: "checking", message: "the finished runtime" });
  const tensorflow = taken ?? (await loadedVersion(folder));
  const manifest = newManifest({
    device,
    tensorflow,
    binding: bindingVersion,
    wheel: wheelRecord,
    files: await recordFiles(folder),
    created: new Date().toISOString(),
  });
  await writeFile(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return taken === undefined ? "built" : "prebuilt";
}

/** The version that a prebuilt binding answers with; undefined where it does not load, on an older C library say. */
async function versionOfPrebuilt(prebuilt: Prebuilt, folder: string): Promise<string | undefined> {
  try {
    await takePrebuiltBinding(prebuilt, folder);
    return await loadedVersion(folder);
  } catch {
    return undefined;
  }
}

/** The version that the finished binding answers in a process of its own. */
async function loadedVersion(folder: string): Promise<string> {
  const code = `console.log(require(${JSON.stringify(join(folder, "lib/tfjs_binding.node"))}).TF_Version)`;
  const outcome = await runProgram(process.execPath, ["-e", code], {
    environment: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "2", NODE_OPTIONS: "" },
  });
  const version = outcome.stdout.trim();
  if (outcome.code !== 0 || !/^\d+\.\d+/.test(version)) throw runtimeBroken(folder, reasonOf(outcome));
  return version;
}

async function recordFiles(folder: string): Promise<RuntimeFile[]> {
  const libraries = await readdir(join(folder, "deps", "lib"), { withFileTypes: true });
  const paths = [
    ...libraries.filter((entry) => entry.isFile()).map((entry) => `deps/lib/${entry.name}`),
    "lib/tfjs_binding.node",
    "lib/quiet_stderr.node",
    "dist/nodejs_kernel_backend.js",
    "dist/register_all_kernels.js",
    "node_modules/@tensorflow/tfjs/index.js",
    "node_modules/@tensorflow/tfjs-core/index.js",
  ];
  const files: RuntimeFile[] = [];
  for (const path of paths) {
    const full = join(folder, path);
    files.push({ path, bytes: (await stat(full)).size, sha256: await sha256(full) });
  }
  return files;
}

async function removeStartingWith(folder: string, prefix: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefix)) await rm(join(folder, name), { recursive: true, force: true });
  }
}
