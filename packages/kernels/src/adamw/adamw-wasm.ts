import * as tf from "@tensorflow/tfjs-core";
import { forgetQuantized } from "../linear/quantized-linear-wasm.ts";
import type { WasmHeap } from "../wasm/wasm-heap.ts";
import type { AdamWCoefficients, AdamWMoments } from "./adamw-update.ts";

/** One pass over the four arrays, written where they lie. */
export function adamWWasm(
  heap: WasmHeap,
  variable: tf.Variable,
  moments: AdamWMoments,
  gradient: tf.Tensor,
  { beta1, beta2, rate, root, epsilon, before, after }: AdamWCoefficients,
): void {
  for (const written of [variable, moments.first, moments.second]) makeOwn(heap, written);
  forgetQuantized(variable);
  heap.kernels.adamW(
    heap.floats(variable),
    heap.floats(moments.first),
    heap.floats(moments.second),
    heap.floats(gradient),
    variable.size,
    beta1,
    beta2,
    1 - beta1,
    1 - beta2,
    rate,
    root,
    epsilon,
    before,
    after,
  );
}

/** A variable whose memory others see (clones, views, its initial value) moves to memory of its own. */
function makeOwn(heap: WasmHeap, variable: tf.Variable): void {
  heap.floats(variable); // brings it to this backend
  if (tf.backend().refCount(variable.dataId) === 1) return;
  tf.tidy(() => variable.assign(tf.mul(variable, tf.scalar(1))));
}
