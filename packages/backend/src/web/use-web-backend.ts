import * as tf from "@tensorflow/tfjs-core";
import { noBackend } from "../errors.ts";
import { loadWebGpu } from "../load-web-gpu.ts";
import type { BackendInfo, BackendPreference } from "../use-backend.ts";

type Candidate = "webgpu" | "wasm" | "cpu";
const order: readonly Candidate[] = ["webgpu", "wasm", "cpu"];

/**
 * `useBackend` of a page or a worker: WebGPU on a real adapter → wasm → cpu. A software adapter is slower than wasm and
 * serves only who asks for "webgpu". What cannot start is left out; `notice` says why.
 *
 * The wasm backend looks for its files where `setWasmPaths` of `@tensorflow/tfjs-backend-wasm` says, which a page calls
 * first with the addresses that its bundler gave them.
 *
 * @throws LukeError BCK002 (none of them starts), RangeError for a backend that is Node's
 */
export async function useBackend(preferred: BackendPreference = "auto"): Promise<BackendInfo> {
  if (preferred !== "auto" && !order.includes(preferred as Candidate)) {
    throw new RangeError(`preferred is "${preferred}", expected auto, ${order.join(", ")} in a page`);
  }
  const reasons: string[] = [];
  const from = preferred === "auto" ? 0 : order.indexOf(preferred as Candidate);
  for (const candidate of order.slice(from)) {
    try {
      const info = await starters[candidate](preferred === "webgpu");
      return reasons.length === 0 ? info : { ...info, notice: reasons.join("; ") };
    } catch (error) {
      reasons.push(`${candidate}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw noBackend(
    preferred,
    reasons,
    "Install @tensorflow/tfjs-backend-wasm, and tell setWasmPaths where it lies.",
  );
}

const starters: Readonly<Record<Candidate, (asked: boolean) => Promise<BackendInfo>>> = {
  webgpu: async (asked) => {
    const { name, software } = await loadWebGpu();
    if (software && !asked) throw new Error(`${name} computes on the CPU`);
    return {
      name: "webgpu",
      description: `WebGPU (tfjs ${tf.version_core}) on ${name}`,
      version: tf.version_core,
      device: software ? "cpu" : "gpu",
      threads: 1,
    };
  },
  wasm: async () => {
    await import("@tensorflow/tfjs-backend-wasm");
    await activate("wasm");
    return portable("wasm", `WebAssembly (tfjs ${tf.version_core}), 1 thread`);
  },
  cpu: async () => {
    await import("@tensorflow/tfjs-backend-cpu");
    await activate("cpu");
    return portable("cpu", `plain JavaScript (tfjs ${tf.version_core}), 1 thread`);
  },
};

function portable(name: "wasm" | "cpu", description: string): BackendInfo {
  return { name, description, version: tf.version_core, device: "cpu", threads: 1 };
}

async function activate(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`TensorFlow.js could not start its ${name} backend`);
  await tf.ready();
}
