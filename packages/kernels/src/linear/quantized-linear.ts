/** Linear layers with weights of 8 bits, a scale for each output, on the native backend. */
import type * as tf from "@tensorflow/tfjs-core";
import type { NativeBackend, NativeTensor } from "../native-backend.ts";
import type { NativeOps } from "../native-ops.ts";

/** Handles of a weight in 8 bits, by the handle that it was made of: an update leaves another one. */
interface Quantized {
  readonly source: number;
  /** packed, scales, sums */
  readonly ids: readonly number[];
  readonly backend: NativeBackend;
}

const ofWeights = new WeakMap<object, Quantized>();
const orphans = new FinalizationRegistry<Quantized>(free);

/** `x · weightᵀ + bias`. x: [..., in] → [..., out] */
export function quantizedLinear(
  ops: NativeOps,
  x: tf.Tensor,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D | undefined,
): NativeTensor {
  return ops.library("LukeQuantizedLinear", [x, ...quantized(ops, weight), bias], 1)[0]!;
}

function quantized(ops: NativeOps, weight: tf.Tensor2D): readonly number[] {
  const source = ops.of(weight);
  const { dataId } = weight;
  const known = ofWeights.get(dataId);
  if (known?.source === source) return known.ids;
  if (known !== undefined) {
    orphans.unregister(known);
    free(known);
  }
  const ids = ops.library("LukeQuantizeWeights", [source], 3).map((made) => ops.leave(made).id);
  const made = { source, ids, backend: ops.backend };
  ofWeights.set(dataId, made);
  orphans.register(dataId, made, made);
  return ids;
}

function free({ backend, ids }: Quantized): void {
  for (const id of ids) backend.binding.deleteTensor(id);
}
