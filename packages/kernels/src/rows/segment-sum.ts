import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { idOutOfRange } from "../errors.ts";
import { segmentSumCpu } from "./segment-sum-cpu.ts";

export interface SegmentSumInputs {
  /** [n, hidden] */
  readonly values: tf.Tensor2D;
  /** int32 [n] */
  readonly ids: tf.Tensor1D;
}

export interface SegmentSumAttributes {
  readonly numSegments: number;
  /** An id that is left out; -1 = none. */
  readonly skip: number;
}

const run = defineOp<SegmentSumInputs, SegmentSumAttributes>({
  kernelName: "LukeSegmentSum",
  plain: ({ values, ids }, { numSegments, skip }) => {
    if (skip < 0) return sumRows(values, ids, numSegments);
    const kept = tf.cast(tf.notEqual(ids, tf.scalar(skip, "int32")), "float32"); // [n]
    return sumRows(tf.mul(values, tf.expandDims(kept, 1)), ids, numSegments);
  },
  cpu: segmentSumCpu,
  wasm: (heap, { values, ids }, { numSegments, skip }) => {
    const [n, hidden] = values.shape;
    const out = heap.output([numSegments, hidden]);
    const [from, at, to] = [heap.floats(values), heap.integers(ids), heap.floats(out)];
    const bad = heap.kernels.segmentSum(from, at, to, n, hidden, numSegments, skip);
    if (bad >= 0) throw idOutOfRange("segmentSum", bad, numSegments);
    return out;
  },
  native: (ops, { values, ids }, { numSegments, skip }) =>
    ops.library("LukeSegmentSum", [values, ids, ops.integers(numSegments, skip)], 1),
  gradient: {
    inputsToSave: ["ids"],
    gradFunc: (dy, [ids]) => ({
      values: () => tf.gather(dy as tf.Tensor2D, ids as tf.Tensor1D),
      ids: () => tf.zerosLike(ids!),
    }),
  },
});

/** The wasm backend has no UnsortedSegmentSum; its ScatterNd adds up what goes to one place. */
function sumRows(values: tf.Tensor2D, ids: tf.Tensor1D, numSegments: number): tf.Tensor {
  if (tf.getKernel("UnsortedSegmentSum", tf.getBackend()) !== undefined) {
    return tf.unsortedSegmentSum(values, ids, numSegments);
  }
  return tf.scatterND(tf.reshape(ids, [ids.size, 1]), values, [numSegments, values.shape[1]]);
}

/**
 * Adds rows up by id: `sum[id] = Σ values[i]` over `ids[i] = id`. [numSegments, hidden]
 *
 * @param values - [n, hidden]
 * @param ids - int32 [n], in [0, numSegments)
 * @throws RangeError where the sizes differ; LukeError KER001 for an id out of range (cpu and wasm;
 *   natively an error of TensorFlow)
 */
export function segmentSum(values: tf.Tensor2D, ids: tf.Tensor1D, numSegments: number): tf.Tensor2D {
  return segmentSumExcept(values, ids, numSegments, -1);
}

/** `segmentSum` without the rows whose id is `skip`. */
export function segmentSumExcept(
  values: tf.Tensor2D,
  ids: tf.Tensor1D,
  numSegments: number,
  skip: number,
): tf.Tensor2D {
  if (!(Number.isInteger(numSegments) && numSegments >= 0)) {
    throw new RangeError(`segmentSum: numSegments is ${numSegments}, expected a count`);
  }
  if (values.rank !== 2 || ids.size !== values.shape[0]) {
    throw new RangeError(
      `segmentSum: values are [${values.shape}], ids are [${ids.shape}], expected [n, hidden] and [n]`,
    );
  }
  return run({ values, ids }, { numSegments, skip })[0] as tf.Tensor2D;
}
