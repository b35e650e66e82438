/**
 * Weights turned for the product: `x · weightᵀ` is some 8 % slower than `x · turned`, so a weight that is read again and
 * again without a gradient is kept as [in, out] too.
 */
import type * as tf from "@tensorflow/tfjs-core";
import type { NativeBackend } from "../native-backend.ts";
import type { NativeOps } from "../native-ops.ts";

/** By the handle that it was made of: an update leaves another one. */
interface Turned {
  readonly source: number;
  readonly backend: NativeBackend;
  /** Products so far. */
  uses: number;
  id?: number;
}

/** Products after which turning is worth its time and memory; a single forward pass never is. */
const unturnedUses = 2;
/** Below these the product is too short to gain. */
const leastRows = 32;
const leastSize = 65536;

const ofWeights = new WeakMap<object, Turned>();
const orphans = new FinalizationRegistry<Turned>(free);

/** The handle of the weight as [in, out], or undefined where it is not worth having. */
export function turnedWeight(ops: NativeOps, weight: tf.Tensor2D, rows: number): number | undefined {
  if (rows < leastRows || weight.size < leastSize) return undefined;
  const source = ops.of(weight);
  let known = ofWeights.get(weight.dataId);
  if (known?.source !== source) {
    forgetTurned(weight);
    known = { source, backend: ops.backend, uses: 0 };
    ofWeights.set(weight.dataId, known);
    orphans.register(weight.dataId, known, known);
  }
  if (known.uses++ < unturnedUses) return undefined;
  known.id ??= ops.leave(ops.transpose(source)).id;
  return known.id;
}

/** A weight that is being trained is not read often enough between two updates. */
export function forgetTurned(weight: tf.Tensor2D): void {
  const known = ofWeights.get(weight.dataId);
  if (known === undefined) return;
  orphans.unregister(known);
  ofWeights.delete(weight.dataId);
  free(known);
}

function free({ backend, id }: Turned): void {
  if (id !== undefined) backend.binding.deleteTensor(id);
}
