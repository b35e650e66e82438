import * as tf from "@tensorflow/tfjs-core";
import { gatherRows } from "../rows/gather-rows.ts";
import type { RowGradient } from "../rows/row-gradients.ts";
import { updateRows } from "../rows/update-rows.ts";
import { type AdamWMoments, type AdamWSettings, adamWUpdate } from "./adamw-update.ts";

/**
 * `adamWUpdate` of the rows that have a gradient, and of no other: rows that were not read keep their numbers and their
 * moments, where AdamW itself would let the moments fade and the weights decay. Costs what those rows cost, whatever the
 * table's size. In place.
 *
 * @param variable - [rows, hidden], as both moments
 */
export function adamWUpdateRows(
  variable: tf.Variable,
  moments: AdamWMoments,
  { ids, rows }: RowGradient,
  settings: AdamWSettings,
): void {
  const tables = [variable, moments.first, moments.second];
  const parts = tf.tidy(() => {
    const at = tf.tensor1d(ids, "int32");
    return tables.map((table) => tf.variable(gatherRows(table as unknown as tf.Tensor2D, at)));
  });
  const [part, first, second] = parts as [tf.Variable, tf.Variable, tf.Variable];
  adamWUpdate(part, { first, second }, rows, settings);
  for (const [i, table] of tables.entries()) updateRows(table, ids, parts[i]! as unknown as tf.Tensor2D);
  tf.dispose(parts);
}
