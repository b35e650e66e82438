import * as tf from "@tensorflow/tfjs-core";

/** What `navigator.gpu` of the WebGPU standard is for us. */
interface Gpu {
  requestAdapter(): Promise<{ readonly info?: AdapterInfo } | null>;
}

interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
}

export interface WebGpuAdapter {
  /** For people. */
  readonly name: string;
  /** Computed on the CPU. */
  readonly software: boolean;
}

/**
 * Starts the WebGPU backend: on what a browser offers, or in Node on what the program has put at `navigator.gpu` (the
 * npm package `webgpu` makes one).
 */
export async function loadWebGpu(): Promise<WebGpuAdapter> {
  const { gpu } = (globalThis.navigator ?? {}) as { readonly gpu?: Gpu };
  if (gpu === undefined) throw new Error("there is no navigator.gpu here");
  const adapter = await gpu.requestAdapter();
  if (adapter === null) throw new Error("WebGPU finds no adapter");
  // Registers itself only where navigator.gpu is there.
  await import("@tensorflow/tfjs-backend-webgpu");
  if (!(await tf.setBackend("webgpu"))) throw new Error("TensorFlow.js could not start its webgpu backend");
  await tf.ready();
  const { vendor = "", architecture = "", description = "" } = adapter.info ?? {};
  const parts = [vendor, architecture, description].filter((part) => part !== "");
  const name = parts.length === 0 ? "an adapter without a name" : parts.join(" ");
  return { name, software: /swiftshader|llvmpipe|lavapipe/i.test(name) };
}
