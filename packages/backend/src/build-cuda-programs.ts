import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { OpLibraryOutcome } from "./build-op-library.ts";
import { type CudaSources, cudaFolder, cudaLog } from "./cuda-programs.ts";
import { downloadWheels } from "./download-wheels.ts";
import { findCompiler, findTools } from "./find-tools.ts";
import { reasonOf, runProgram } from "./run-program.ts";
import type { Runtime } from "./runtime-manifest.ts";
import { unpackWheel } from "./unpack-wheel.ts";

/** Any of CUDA 12: what it compiles for an architecture runs under every driver for CUDA 12. */
const requirement = "nvidia-cuda-nvrtc-cu12==12.*";
const library = "libnvrtc.so.12";

/**
 * Compiles programs for NVIDIA GPUs with NVRTC into the runtime's folder, unless they are there; no GPU is needed. NVRTC
 * is taken from the runtime's libraries or from its Python wheel. What fails is an outcome, kept beside the place of the
 * programs: everything works without them, with ops of TensorFlow.
 */
export async function buildCudaPrograms(
  runtime: Runtime,
  sources: CudaSources,
  options: {
    readonly force?: boolean;
    /** libnvrtc.so.12 */
    readonly nvrtc?: string;
    readonly environment?: NodeJS.ProcessEnv;
    readonly signal?: AbortSignal;
    readonly onStart?: () => void;
  } = {},
): Promise<OpLibraryOutcome> {
  const { environment = process.env, signal } = options;
  const withSignal = signal === undefined ? {} : { signal };
  const { name } = sources;
  const folder = cudaFolder(runtime, sources);
  if (options.force !== true && existsSync(folder)) return { name, state: "ready" };
  options.onStart?.();
  await mkdir(dirname(folder), { recursive: true });
  const fail = async (reason: string, everything = ""): Promise<OpLibraryOutcome> => {
    await writeFile(cudaLog(runtime, sources), `${reason}\n${everything}`);
    return { name, state: "failed", reason };
  };
  const compiler = findCompiler(environment);
  if (compiler === undefined) return fail("this machine has no C++ compiler (g++ or clang++)");
  const work = await mkdtemp(join(tmpdir(), "luke-cuda-"));
  const partial = `${folder}.partial-${randomUUID()}`;
  try {
    const nvrtc = options.nvrtc ?? (await findNvrtc(runtime, work, environment, signal));
    const compile = join(work, "compile");
    const source = join(sources.folder, sources.compiler);
    const run = (program: string, args: readonly string[]) =>
      runProgram(program, args, { environment, ...withSignal });
    const built = await run(compiler, ["-std=c++17", "-O1", source, "-o", compile, "-ldl"]);
    if (built.code !== 0) return await fail(reasonOf(built), built.stderr);
    await mkdir(partial);
    for (const program of sources.programs) {
      for (const architecture of sources.architectures) {
        for (const head of sources.heads) {
          const out = join(partial, `${program}-sm_${architecture}-${head}.cubin`);
          const flags = [`--gpu-architecture=sm_${architecture}`, `-DHEAD=${head}`];
          const file = join(sources.folder, `${program}.cu`);
          const outcome = await run(compile, [nvrtc, file, out, ...flags]);
          if (outcome.code !== 0) return await fail(reasonOf(outcome), outcome.stderr);
        }
      }
    }
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    await rm(cudaLog(runtime, sources), { force: true });
    return { name, state: "ready" };
  } catch (error) {
    signal?.throwIfAborted();
    return await fail(error instanceof Error ? error.message : String(error));
  } finally {
    await rm(work, { recursive: true, force: true });
    await rm(partial, { recursive: true, force: true });
  }
}

async function findNvrtc(
  runtime: Runtime,
  work: string,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<string> {
  const withSignal = signal === undefined ? {} : { signal };
  const folder = join(runtime.folder, "nvrtc");
  const there = [join(runtime.libraryFolder, library), join(folder, "lib", library)].find((file) =>
    existsSync(file),
  );
  if (there !== undefined) return there;
  const { tools, missing } = await findTools(environment, { compile: false });
  if (tools === undefined) throw new Error(`NVRTC cannot be fetched without ${missing.join(", ")}`);
  const [wheel] = await downloadWheels(tools.python, [requirement], join(work, "wheel"), withSignal);
  await unpackWheel(tools.python, wheel!, folder, signal);
  return join(folder, "lib", library);
}
