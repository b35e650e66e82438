import * as tf from "@tensorflow/tfjs-core";
import { segmentSum } from "./segment-sum.ts";

/**
 * Rows of a table by id. [...ids.shape, hidden]
 *
 * @param table - [rows, hidden]
 * @param ids - int32, any rank
 * @param paddingIndex - this row gets no gradient, as an embedding's padding row
 */
export function gatherRows(table: tf.Tensor2D, ids: tf.Tensor, paddingIndex?: number): tf.Tensor {
  const [numRows, hidden] = table.shape;
  return tf.tidy(() => {
    const flat = tf.reshape(ids, [ids.size]) as tf.Tensor1D;
    const rows = tf.customGrad((given, save) => {
      (save as tf.GradSaveFunc)([flat]);
      return {
        value: tf.gather(given as tf.Tensor2D, flat),
        gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => {
          const at = saved as tf.Tensor1D;
          if (paddingIndex === undefined) return segmentSum(dy as tf.Tensor2D, at, numRows);
          const kept = tf.cast(tf.notEqual(at, tf.scalar(paddingIndex, "int32")), "float32");
          return segmentSum(tf.mul(dy, tf.expandDims(kept, 1)) as tf.Tensor2D, at, numRows);
        },
      };
    })(table);
    return tf.reshape(rows, [...ids.shape, hidden]);
  });
}
