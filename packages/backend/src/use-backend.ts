import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { noBackend, unknownBackend } from "./errors.ts";
import { loadNative, nativeState } from "./load-native.ts";
import { loadCpu, loadWasm } from "./load-portable.ts";
import { loadWebGpu } from "./load-web-gpu.ts";
import { nvidiaDriver } from "./nvidia-driver.ts";
import { readRuntime } from "./runtime-manifest.ts";
import { setUpAdvice, setUpCommand } from "./set-up-advice.ts";

/** What `useBackend` is asked for; "auto" is the best that this machine has. */
export type BackendPreference = "auto" | "native-gpu" | "native" | "webgpu" | "wasm" | "cpu";

const preferences: readonly BackendPreference[] = ["auto", "native-gpu", "native", "webgpu", "wasm", "cpu"];

/** The backend that runs now. */
export interface BackendInfo {
  /** TensorFlow.js's name of it, as `tf.getBackend()` answers. */
  readonly name: "tensorflow" | "webgpu" | "wasm" | "cpu";
  /** For people: "TensorFlow 2.21.0 on the CPU, 8 threads". */
  readonly description: string;
  /** Of the library that computes: libtensorflow, or the backend's package. */
  readonly version: string;
  readonly device: "gpu" | "cpu";
  readonly threads: number;
  /** Why it is not a better one, and the command that changes that. */
  readonly notice?: string;
}

/**
 * Makes the best backend that this machine has TensorFlow.js's active one: native GPU → native CPU → wasm → cpu.
 *
 * `preferred` says where to enter that order; what cannot start is left out, with a notice on stderr at most once a
 * process (none with `LUKE_QUIET=1`). WebGPU serves only who asks for it; what takes its place is wasm, then cpu. The
 * environment variable `LUKE_BACKEND` wins over `preferred` and forces its choice. May be called again, also to change
 * the backend: tensors stay where they were made until they are used.
 *
 * @throws LukeError BCK001 (`LUKE_BACKEND` names no backend), BCK002 (a forced backend, or every one, cannot start)
 */
export async function useBackend(preferred: BackendPreference = "auto"): Promise<BackendInfo> {
  if (!preferences.includes(preferred)) {
    throw new RangeError(`preferred is "${preferred}", expected one of ${preferences.join(", ")}`);
  }
  const forced = forcedBackend();
  const wanted = forced ?? preferred;
  const reasons: string[] = [];
  for (const candidate of candidates(wanted, forced !== undefined)) {
    try {
      const info = await starters[candidate]();
      return withNotice(info, wanted, reasons);
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw noBackend(
    wanted,
    reasons,
    wanted.startsWith("native") ? `Run "${setUpCommand()}".` : "Install @tensorflow/tfjs-backend-wasm.",
  );
}

type Candidate = Exclude<BackendPreference, "auto">;

function candidates(wanted: BackendPreference, forced: boolean): readonly Candidate[] {
  if (wanted === "auto") return ["native-gpu", "native", "wasm", "cpu"];
  const order: readonly Candidate[] = ["native-gpu", "native", "wasm", "cpu"];
  if (wanted === "webgpu") return forced ? [wanted] : [wanted, "wasm", "cpu"];
  // A GPU serves whoever asks for the native runtime.
  if (forced) return wanted === "native" ? order.slice(0, 2) : [wanted];
  return wanted === "native" ? order : order.slice(order.indexOf(wanted));
}

function forcedBackend(): BackendPreference | undefined {
  const value = process.env["LUKE_BACKEND"];
  if (value === undefined || value === "") return undefined;
  const name = value === "tensorflow" ? "native" : value;
  if (!(preferences as readonly string[]).includes(name))
    throw unknownBackend(value, "LUKE_BACKEND", preferences);
  return name as BackendPreference;
}

const starters: Record<Candidate, () => Promise<BackendInfo>> = {
  "native-gpu": async () => {
    const loaded = nativeState();
    if (loaded !== undefined && !loaded.gpu) throw new Error("this process already holds the CPU's library");
    if (nvidiaDriver() === undefined) throw new Error("there is no NVIDIA driver");
    const runtime = readRuntime("gpu");
    if (runtime === undefined) throw new Error("the native GPU runtime is not set up");
    const info = nativeInfo(await loadNative(runtime));
    if (info.device !== "gpu") throw new Error("TensorFlow found no GPU it can use");
    return info;
  },
  native: async () => {
    const runtime = nativeState()?.runtime ?? readRuntime("cpu") ?? readRuntime("gpu");
    if (runtime === undefined) throw new Error("the native runtime is not set up");
    return nativeInfo(await loadNative(runtime));
  },
  webgpu: async () => {
    const { name, software } = await loadWebGpu();
    const version = packageVersion("@tensorflow/tfjs-backend-webgpu");
    return {
      name: "webgpu",
      description: `WebGPU (tfjs ${version}) on ${name}`,
      version,
      device: software ? "cpu" : "gpu",
      threads: 1,
    };
  },
  wasm: async () => {
    await loadWasm();
    const version = packageVersion("@tensorflow/tfjs-backend-wasm");
    return {
      name: "wasm",
      description: `WebAssembly (tfjs ${version}), 1 thread`,
      version,
      device: "cpu",
      threads: 1,
    };
  },
  cpu: async () => {
    await loadCpu();
    const version = packageVersion("@tensorflow/tfjs-backend-cpu");
    return {
      name: "cpu",
      description: `plain JavaScript (tfjs ${version}), 1 thread`,
      version,
      device: "cpu",
      threads: 1,
    };
  },
};

function nativeInfo({ version, gpu }: { readonly version: string; readonly gpu: boolean }): BackendInfo {
  const threads = Number(process.env["TF_NUM_INTRAOP_THREADS"]) || availableParallelism();
  const where = gpu ? "an NVIDIA GPU" : `the CPU, ${threads} ${threads === 1 ? "thread" : "threads"}`;
  return {
    name: "tensorflow",
    description: `TensorFlow ${version} on ${where}`,
    version,
    device: gpu ? "gpu" : "cpu",
    threads,
  };
}

let noticed = false;

/** A notice where something better was wanted than what runs: the user chose neither the slower road nor its price. */
function withNotice(info: BackendInfo, wanted: BackendPreference, reasons: readonly string[]): BackendInfo {
  const lacksNative = info.name !== "tensorflow" && !["webgpu", "wasm", "cpu"].includes(wanted);
  const lacksGpu = info.device !== "gpu" && (wanted === "native-gpu" || nvidiaDriver() !== undefined);
  const lacksWasm = info.name === "cpu" && wanted === "wasm";
  const lacksWebGpu = wanted === "webgpu" && info.name !== "webgpu";
  if (!lacksNative && !(lacksGpu && info.name === "tensorflow") && !lacksWasm && !lacksWebGpu) return info;
  const notice = setUpAdvice(info, reasons);
  if (!noticed && process.env["LUKE_QUIET"] !== "1") process.stderr.write(`luke: ${notice}\n`);
  noticed = true;
  return { ...info, notice };
}

function packageVersion(name: string): string {
  const { version } = createRequire(import.meta.url)(`${name}/package.json`) as { version: string };
  return version;
}
