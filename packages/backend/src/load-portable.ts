import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { wasmMemoryFull } from "./errors.ts";

/** Starts the WebAssembly backend; its binaries are read from the package's own folder. */
export async function loadWasm(): Promise<void> {
  const wasm = await import("@tensorflow/tfjs-backend-wasm");
  if (tf.engine().registry["wasm"] === undefined) {
    const manifest = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
    wasm.setWasmPaths(join(dirname(manifest), "wasm-out") + sep);
  }
  // Its loader rethrows whatever goes uncaught from a line of minified code, which Node would then print in full.
  const before = processEvents.map((event) => process.listeners(event as "uncaughtException"));
  await activate("wasm");
  refuseFullMemory();
  processEvents.forEach((event, i) => {
    for (const listener of process.listeners(event as "uncaughtException")) {
      if (!before[i]!.includes(listener)) process.removeListener(event, listener);
    }
  });
}

/** The backend takes the address 0 of a failed allocation for memory, and writes there. */
function refuseFullMemory(): void {
  const { wasm } = tf.backend() as unknown as {
    readonly wasm: { _malloc(bytes: number): number; _free(address: number): void };
  };
  wasm._free(wasm._malloc(8)); // the first call puts another function in its own place
  const allocate = wasm._malloc;
  wasm._malloc = (bytes) => {
    const address = allocate(bytes);
    if (address === 0 && bytes > 0) throw wasmMemoryFull(bytes);
    return address;
  };
}

const processEvents = ["uncaughtException", "unhandledRejection"];

/** Starts the plain JavaScript backend, without its advice to install another package. */
export async function loadCpu(): Promise<void> {
  await import("@tensorflow/tfjs-backend-cpu");
  await activate("cpu");
  (tf.backend() as { firstUse?: boolean }).firstUse = false;
}

async function activate(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`TensorFlow.js could not start its ${name} backend`);
  await tf.ready();
}
