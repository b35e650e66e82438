import type { RowGradient } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { Communicator } from "./communicator.ts";

/** Values that travel at once: 32 MiB, as those of dense gradients. */
const bucketSize = 8 << 20;

/**
 * Adds up the row gradients of all ranks, by name, in place of the map: a table's gradient then holds every row that any
 * rank read, on every rank. One that no rank has stays absent. First the numbers of the rows travel, then their sums, so
 * what is sent grows with the rows that were read and not with the table.
 *
 * @param tables - all that may occur, in the same order on every rank, with their columns
 */
export async function sumRowsOverRanks(
  gradients: Map<string, RowGradient>,
  tables: ReadonlyMap<string, number>,
  communicator: Communicator,
): Promise<void> {
  const { rank, size } = communicator;
  if (size === 1 || tables.size === 0) return;
  const names = [...tables.keys()];
  // [tables, ranks]: how many rows each rank has of each table.
  const counts = new Float64Array(names.length * size);
  for (const [i, name] of names.entries()) counts[i * size + rank] = gradients.get(name)?.ids.length ?? 0;
  await communicator.sum(counts);
  for (const [i, name] of names.entries()) {
    const ofRanks = counts.subarray(i * size, (i + 1) * size);
    const ids = await unionOfIds(gradients.get(name)?.ids ?? new Int32Array(0), ofRanks, communicator);
    if (ids.length === 0) continue;
    const own = gradients.get(name);
    const rows = await sumOfRows(own, ids, tables.get(name)!, communicator);
    own?.rows.dispose();
    gradients.set(name, { ids, rows });
  }
}

/** The numbers of rows that any rank has, rising. Each rank writes its own at its place among zeros. */
async function unionOfIds(
  own: Int32Array,
  counts: Float64Array,
  communicator: Communicator,
): Promise<Int32Array> {
  const first = counts.subarray(0, communicator.rank).reduce((sum, count) => sum + count, 0);
  const all = new Float64Array(counts.reduce((sum, count) => sum + count, 0));
  if (all.length === 0) return new Int32Array(0);
  all.set(own, first);
  await communicator.sum(all);
  return Int32Array.from(new Set(all)).sort();
}

/** The rows `ids` added up over the ranks, [ids, hidden]; one that a rank lacks counts as 0 there. */
async function sumOfRows(
  own: RowGradient | undefined,
  ids: Int32Array,
  hidden: number,
  communicator: Communicator,
): Promise<tf.Tensor2D> {
  const values = new Float32Array(ids.length * hidden);
  if (own !== undefined) {
    const place = new Map(Array.from(ids, (id, i) => [id, i] as const));
    const rows = (await own.rows.data()) as Float32Array;
    for (const [i, id] of own.ids.entries()) {
      values.set(rows.subarray(i * hidden, (i + 1) * hidden), place.get(id)! * hidden);
    }
  }
  for (let at = 0; at < values.length; at += bucketSize) {
    await communicator.sumGradients(values.subarray(at, at + bucketSize));
  }
  return tf.tensor2d(values, [ids.length, hidden]);
}
