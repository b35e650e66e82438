/**
 * Our kernels for NVIDIA GPUs (`cuda/`), compiled by `luke setup --gpu`. They serve where `luke doctor --gpu-selftest` has
 * compared them with their definitions on this very device, driver and build; everywhere else TensorFlow's ops do.
 */
import * as tf from "@tensorflow/tfjs-core";
import { environmentVariable, wantsPlainKernels } from "../environment-variable.ts";
import { opLibraryName } from "./op-library.ts";
import { cudaKey, opLibraryKey } from "./op-library-key.ts";

export const cudaName = "luke_cuda";

/** The first GPU, as its driver describes it. */
export interface CudaDevice {
  readonly name: string;
  /** 90 for compute capability 9.0 */
  readonly architecture: number;
  /** 12040 where the driver serves programs up to CUDA 12.4 */
  readonly driver: number;
}

/** What a self-test found. */
export interface CudaVerdict {
  readonly device: CudaDevice;
  readonly passed: boolean;
  /** The largest difference of each kernel from its definition, or why it did not run. */
  readonly checks: readonly {
    readonly name: string;
    readonly difference?: number;
    readonly error?: string;
    readonly passed: boolean;
  }[];
  /** ISO time. */
  readonly date: string;
}

/** The kernels for the GPU that is used: on what, for which heads, and how a self-test judged them. */
export type CudaKernels =
  | {
      readonly device: CudaDevice;
      /** Sizes of a head that programs are compiled for. */
      readonly heads: readonly number[];
      /** Of this device with this driver and this build; absent before a self-test. */
      readonly verdict?: CudaVerdict;
    }
  /** Why there are none. */
  | { readonly missing: string };

/** What the native backend answers when it is asked for the programs. */
export type CudaPrograms =
  | {
      readonly folder: string;
      readonly programs: readonly string[];
      /** What `keep` has kept. */
      readonly kept: unknown;
      keep(verdict: object): void;
    }
  | { readonly missing: string };

interface BackendWithPrograms {
  readonly isUsingGpuDevice?: boolean;
  readonly opLibrary?: (
    name: string,
    key: string,
  ) => { readonly openCuda?: (library: string, folder: string) => CudaDevice; readonly missing?: string };
  readonly cudaPrograms?: (name: string, key: string) => CudaPrograms;
}

interface Loaded {
  kernels: CudaKernels;
  programs?: Exclude<CudaPrograms, { readonly missing: string }>;
}

const loaded = new WeakMap<object, Loaded>();
let trying = false;

/** The kernels of this backend: on which device, and what a self-test said of them. Looks at the device once. */
export function cudaKernels(backend: unknown = tf.backend()): CudaKernels {
  return load(backend as BackendWithPrograms).kernels;
}

/** Whether our kernels for NVIDIA GPUs serve heads of this size: after a good verdict, or inside `tryCudaKernels`. */
export function servesCuda(backend: unknown, head: number): boolean {
  if (wantsPlainKernels()) return false;
  const kernels = cudaKernels(backend);
  return "device" in kernels && kernels.heads.includes(head) && (trying || kernels.verdict?.passed === true);
}

/** Runs `use` with the kernels in service whatever the verdict; what they throw is thrown. For a self-test. */
export function tryCudaKernels<Result>(use: () => Result): Result {
  const before = trying;
  trying = true;
  try {
    return use();
  } finally {
    trying = before;
  }
}

/** Keeps the verdict of a self-test beside the programs, for this process and those after it. */
export function keepCudaVerdict(verdict: CudaVerdict, backend: unknown = tf.backend()): void {
  const state = load(backend as BackendWithPrograms);
  if ("missing" in state.kernels) throw new Error(`there is nothing to judge: ${state.kernels.missing}`);
  state.programs!.keep({ ...verdict, build: opLibraryKey });
  state.kernels = { ...state.kernels, verdict };
}

/** Takes the kernels out of service in this process and says so, unless a self-test wants to know. */
export function failCuda(backend: unknown, error: unknown): void {
  const reason = reasonOf(error);
  if (trying) throw new Error(reason, { cause: error });
  load(backend as BackendWithPrograms).kernels = { missing: `they failed in use: ${reason}` };
  say(`a kernel for the GPU failed (${reason}); TensorFlow's ops serve from now on`);
}

function load(backend: BackendWithPrograms): Loaded {
  const known = loaded.get(backend);
  if (known !== undefined) return known;
  const found = look(backend);
  loaded.set(backend, found);
  if ("device" in found.kernels && found.kernels.verdict === undefined) {
    say('the kernels for the GPU serve after "luke doctor --gpu-selftest"; until then TensorFlow\'s ops do');
  }
  return found;
}

function look(backend: BackendWithPrograms): Loaded {
  const named = environmentVariable("LUKE_CUDA_LIBRARY");
  const none = (missing: string): Loaded => ({ kernels: { missing } });
  if (backend.isUsingGpuDevice !== true && !named) return none("no GPU is used");
  const library = backend.opLibrary?.(opLibraryName, opLibraryKey) ?? { missing: "this backend takes none" };
  if (library.openCuda === undefined) return none(library.missing ?? "the op library is of another version");
  const programs = backend.cudaPrograms?.(cudaName, cudaKey) ?? { missing: "this backend takes none" };
  if ("missing" in programs) return none(programs.missing);
  try {
    const device = library.openCuda(named || "libcuda.so.1", programs.folder);
    const compiled = `-sm_${Math.floor(device.architecture / 10) * 10}-`;
    const heads = programs.programs.flatMap((file) => {
      const [, head] = file.split(compiled);
      return head === undefined ? [] : [Number.parseInt(head, 10)];
    });
    if (heads.length === 0) return none(`none are compiled for ${describeDevice(device)}`);
    const verdict = programs.kept as (CudaVerdict & { readonly build?: string }) | undefined;
    const same = verdict?.build === opLibraryKey && JSON.stringify(verdict.device) === JSON.stringify(device);
    return { kernels: { device, heads, ...(same ? { verdict } : {}) }, programs };
  } catch (error) {
    return none(reasonOf(error));
  }
}

/** "NVIDIA H100 (sm_90, CUDA 12.4)" */
export function describeDevice({ name, architecture, driver }: CudaDevice): string {
  const cuda = `${Math.floor(driver / 1000)}.${Math.floor((driver % 1000) / 10)}`;
  return `${name} (sm_${architecture}, CUDA ${cuda})`;
}

/** The binding tells a number first, and what happened after "Message:". */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (/Message: (.*)/.exec(text)?.[1] ?? text).split("\n", 1)[0]!;
}

function say(text: string): void {
  if (environmentVariable("LUKE_QUIET") !== "1") console.warn(`luke: ${text}`);
}
