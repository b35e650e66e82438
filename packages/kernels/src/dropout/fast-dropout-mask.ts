import { kernelsWasm } from "../wasm/kernels.wasm.ts";
import type { WasmKernels } from "../wasm/wasm-kernels.ts";
import { dropoutMask, dropoutThreshold } from "./dropout-mask.ts";

interface MaskModule {
  readonly memory: WebAssembly.Memory;
  readonly kernels: WasmKernels;
}

let started: MaskModule | null | undefined;

/** `dropoutMask` by vector instructions in a small memory of its own, for the backends that upload the mask. */
export function fastDropoutMask(size: number, rate: number, seed: number): Float32Array {
  return rowDropoutMask(Uint32Array.of(seed), size, rate);
}

/**
 * Masks of `length` elements, one for each seed, one after another: element j of row i is that of
 * `dropoutMask(length, rate, seeds[i])`.
 */
export function rowDropoutMask(seeds: Uint32Array, length: number, rate: number): Float32Array {
  if (started === undefined) started = start();
  const size = seeds.length * length;
  if (started === null || size < 256) {
    const mask = new Float32Array(size);
    for (const [row, seed] of seeds.entries()) mask.set(dropoutMask(length, rate, seed), row * length);
    return mask;
  }
  const { memory, kernels } = started;
  const missing = Math.ceil((size * 4 - memory.buffer.byteLength) / 65_536);
  if (missing > 0) memory.grow(missing);
  const [keep, threshold] = [1 / (1 - rate), dropoutThreshold(rate)];
  for (const [row, seed] of seeds.entries()) {
    kernels.dropout(0, row * length * 4, length, keep, threshold, seed);
  }
  return new Float32Array(memory.buffer, 0, size).slice();
}

function start(): MaskModule | null {
  try {
    const bytes = Uint8Array.from(atob(kernelsWasm), (character) => character.charCodeAt(0));
    const memory = new WebAssembly.Memory({ initial: 1 });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    return { memory, kernels: instance.exports as unknown as WasmKernels };
  } catch {
    return null;
  }
}
