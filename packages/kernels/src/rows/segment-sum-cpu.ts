import type * as tf from "@tensorflow/tfjs-core";
import { idOutOfRange } from "../errors.ts";
import type { SegmentSumAttributes, SegmentSumInputs } from "./segment-sum.ts";

interface CpuBackend {
  readonly data: { get(id: object): { readonly values: Float32Array | Int32Array } };
  makeTensorInfo(shape: number[], dtype: "float32", values: Float32Array): tf.TensorInfo;
}

/** One pass over the rows; the stock kernel walks all segments for each row. */
export function segmentSumCpu(
  { values, ids }: SegmentSumInputs,
  { numSegments, skip }: SegmentSumAttributes,
  backend: unknown,
): tf.TensorInfo {
  const cpu = backend as CpuBackend;
  const hidden = values.shape[1];
  const rows = cpu.data.get(values.dataId).values;
  const segments = cpu.data.get(ids.dataId).values;
  const sums = new Float32Array(numSegments * hidden);
  for (let i = 0; i < segments.length; i++) {
    const id = segments[i]!;
    if (!(id >= 0 && id < numSegments)) throw idOutOfRange("segmentSum", i, numSegments);
    if (id === skip) continue;
    for (let j = 0; j < hidden; j++) sums[id * hidden + j] = sums[id * hidden + j]! + rows[i * hidden + j]!;
  }
  return cpu.makeTensorInfo([numSegments, hidden], "float32", sums);
}
