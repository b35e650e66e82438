import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { idOutOfRange } from "../errors.ts";
import { gatherCollected } from "./row-gradients.ts";
import { segmentSumExcept } from "./segment-sum.ts";

interface GatherRowsInputs {
  readonly table: tf.Tensor2D;
  readonly ids: tf.Tensor;
}

interface GatherRowsAttributes {
  readonly numRows: number;
  /** -1 = none */
  readonly paddingIndex: number;
}

const run = defineOp<GatherRowsInputs, GatherRowsAttributes>({
  kernelName: "LukeGatherRows",
  plain: ({ table, ids }) => tf.gather(table, ids),
  wasm: (heap, { table, ids }) => {
    const [numRows, hidden] = table.shape;
    const out = heap.output([...ids.shape, hidden]);
    const [from, at, to] = [heap.floats(table), heap.integers(ids), heap.floats(out)];
    const bad = heap.kernels.gatherRows(from, at, to, ids.size, hidden, numRows);
    if (bad >= 0) throw idOutOfRange("gatherRows", bad, numRows);
    return out;
  },
  gradient: {
    inputsToSave: ["ids"],
    gradFunc: (dy, [ids], attributes) => {
      const { numRows, paddingIndex } = attributes as unknown as GatherRowsAttributes;
      const d = dy as tf.Tensor;
      return {
        table: () => {
          const values = tf.reshape(d, [ids!.size, d.shape.at(-1)!]) as tf.Tensor2D;
          return segmentSumExcept(values, tf.reshape(ids!, [ids!.size]), numRows, paddingIndex);
        },
        ids: () => tf.zerosLike(ids!),
      };
    },
  },
});

/**
 * Rows of a table by id. [...ids.shape, hidden]
 *
 * @param table - [rows, hidden]
 * @param ids - int32, any rank
 * @param paddingIndex - this row gets no gradient, as an embedding's padding row
 * @throws TypeError for ids of another dtype; RangeError for a table of another rank; LukeError KER001 for an id that is no row (wasm)
 */
export function gatherRows(table: tf.Tensor2D, ids: tf.Tensor, paddingIndex?: number): tf.Tensor {
  if (ids.dtype !== "int32") throw new TypeError(`gatherRows: ids are ${ids.dtype}, expected int32`);
  if (table.rank !== 2)
    throw new RangeError(`gatherRows: the table is [${table.shape}], expected [rows, hidden]`);
  const gather = (): tf.Tensor =>
    run({ table, ids }, { numRows: table.shape[0], paddingIndex: paddingIndex ?? -1 })[0]!;
  return gatherCollected(table, ids, paddingIndex ?? -1, gather) ?? gather();
}
