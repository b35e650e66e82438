import { gatherRows } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";

/** Rows of the segment (token type) table: [batch, tokens, hidden], or row 0 alone, [1, 1, hidden], without ids. */
export function segmentEmbeddings(table: tf.Tensor2D, segmentIds: tf.Tensor2D | undefined): tf.Tensor3D {
  if (segmentIds !== undefined) return gatherRows(table, segmentIds) as tf.Tensor3D;
  const hidden = table.shape[1];
  return tf.tidy(() => tf.reshape(tf.slice(table, [0, 0], [1, hidden]), [1, 1, hidden]));
}
