import * as tf from "@tensorflow/tfjs-core";
import { writtenMemory } from "../native/written-memory.ts";
import type { NativeBackend } from "../native-backend.ts";
import { NativeOps } from "../native-ops.ts";
import type { AdamWCoefficients, AdamWMoments } from "./adamw-update.ts";

/**
 * Our op in C++: one pass over memory, in place. The first update of a tensor makes memory of its own for it, since what
 * it holds may be the caller's. A clone of a tensor keeps its values; a view of it by `tf.reshape` sees the update.
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
  const given = backend.getInputTensorIds(targets);
  const outputs = NativeOps.keep(backend, (ops) => {
    const owned = targets.every(
      ({ dataId }, i) => backend.refCount(dataId) === 1 && writtenMemory.get(dataId) === given[i],
    );
    const settings = [
      ops.floats(beta1, beta2, rate, root, epsilon, before, after),
      ops.integers(owned ? 1 : 0),
    ];
    return ops.library("LukeAdamW", [...given, gradient, ...settings], 3);
  });
  for (const [i, target] of targets.entries()) {
    const output = outputs[i]!;
    if (backend.refCount(target.dataId) === 1) {
      backend.binding.deleteTensor(given[i]!);
      backend.tensorMap.get(target.dataId).id = output.id;
    } else {
      tf.tidy(() => target.assign(backend.createOutputTensor(output) as tf.Tensor));
    }
    writtenMemory.set(target.dataId, output.id);
  }
}
