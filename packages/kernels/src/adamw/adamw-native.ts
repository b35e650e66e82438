import * as tf from "@tensorflow/tfjs-core";
import { writtenMemory } from "../native/written-memory.ts";
import type { NativeBackend, NativeTensor } from "../native-backend.ts";
import { NativeOps } from "../native-ops.ts";
import type { AdamWCoefficients, AdamWMoments } from "./adamw-update.ts";

/**
 * Our op in C++: one pass over memory, in place. The first update of a tensor makes memory of its own for it, since what
 * it holds may be the caller's: one after the other, so that each finds room where the one before it was. A clone of a
 * tensor keeps its values; a view of it by `tf.reshape` sees the update.
 */
export function adamWNative(
  backend: NativeBackend,
  variable: tf.Variable,
  moments: AdamWMoments,
  gradient: tf.Tensor,
  coefficients: AdamWCoefficients,
): void {
  const { beta1, beta2, rate, root, epsilon, before, after } = coefficients;
  const targets = [variable, moments.first, moments.second];
  // Moments first, which share their zeros: what the variable leaves is no hole that they are too large for.
  for (const target of targets.toReversed()) {
    const [id] = backend.getInputTensorIds([target]);
    if (backend.refCount(target.dataId) === 1 && writtenMemory.get(target.dataId) === id) continue;
    const [copy] = NativeOps.keep(backend, (ops) => [ops.call("DeepCopy", id!)] as const);
    replace(backend, target, id!, copy);
  }
  const given = backend.getInputTensorIds(targets);
  const outputs = NativeOps.keep(backend, (ops) => {
    const settings = ops.floats(beta1, beta2, rate, root, epsilon, before, after);
    return ops.library("LukeAdamW", [...given, gradient, settings], 3);
  });
  for (const [i, target] of targets.entries()) replace(backend, target, given[i]!, outputs[i]!);
}

function replace(backend: NativeBackend, target: tf.Variable, id: number, by: NativeTensor): void {
  if (backend.refCount(target.dataId) === 1) {
    backend.binding.deleteTensor(id);
    backend.tensorMap.get(target.dataId).id = by.id;
  } else {
    tf.tidy(() => target.assign(backend.createOutputTensor(by) as tf.Tensor));
  }
  writtenMemory.set(target.dataId, by.id);
}
