import * as tf from "@tensorflow/tfjs-core";

/**
 * A new variable whose row i is a copy of row `rows[i]` of `table`. [rows.length, …]
 *
 * @throws RangeError naming the first entry that is no row of the table
 */
export function selectRows<T extends tf.Tensor>(table: T, rows: ArrayLike<number>, what: string): T {
  const limit = table.shape[0]!;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (!Number.isInteger(row) || row < 0 || row >= limit) {
      throw new RangeError(`Cannot copy ${what} rows: entry ${i} is ${row}, expected 0..${limit - 1}`);
    }
  }
  return tf.tidy(() => tf.variable(tf.gather(table, tf.tensor1d(Array.from(rows), "int32")))) as unknown as T;
}
