import * as tf from "@tensorflow/tfjs-core";
import { segmentSum } from "./segment-sum.ts";

/** The gradient of a table in the rows that were read: zero in every other row, which is not stored. */
export interface RowGradient {
  /** Rising. */
  readonly ids: Int32Array;
  /** [ids, hidden], the caller's */
  readonly rows: tf.Tensor2D;
}

interface Collector {
  /** Differentiated in place of the table, so that the way back comes by. */
  readonly standIn: tf.Variable;
  readonly parts: RowGradient[];
}

const collectors = new WeakMap<tf.Tensor, Collector>();

/**
 * Runs `differentiate` with `gatherRows` giving the gradients of some tables row by row, so that none as large as the
 * table is made. A table that is used otherwise meanwhile, as a decoder is, is an error.
 *
 * @param differentiate - computes gradients by the stand-ins it is given, instead of by the tables, in steps as
 *   `differentiateInSteps` does
 */
export function* collectRowGradients<Step, Result>(
  tables: readonly tf.Variable[],
  differentiate: (standIns: readonly tf.Variable[]) => Generator<Step, Result, void>,
): Generator<Step, { readonly result: Result; readonly gradients: Map<tf.Variable, RowGradient> }, void> {
  const made = tables.map((table): Collector => {
    const collector = { standIn: tf.tidy(() => tf.variable(tf.scalar(0))), parts: [] };
    collectors.set(table, collector);
    return collector;
  });
  try {
    const result = yield* differentiate(made.map(({ standIn }) => standIn));
    const read = tables.flatMap((table, i) =>
      made[i]!.parts.length === 0 ? [] : [[table, mergeRowGradients(made[i]!.parts)] as const],
    );
    return { result, gradients: new Map(read) };
  } finally {
    for (const [i, { standIn, parts }] of made.entries()) {
      collectors.delete(tables[i]!);
      tf.dispose([standIn, ...parts.map(({ rows }) => rows)]);
    }
  }
}

/** `gather()` of a table whose gradient is collected; undefined for any other table. */
export function gatherCollected(
  table: tf.Tensor2D,
  ids: tf.Tensor,
  paddingIndex: number,
  gather: () => tf.Tensor,
): tf.Tensor | undefined {
  const collector = collectors.get(table);
  if (collector === undefined) return undefined;
  const [hidden, size] = [table.shape[1], ids.size];
  // Ids come from the program: reading them waits for no device that is busy.
  const numbers = Int32Array.from(ids.dataSync());
  const read = tf.customGrad(() => ({
    value: gather(),
    gradFunc: (dy: tf.Tensor) => {
      const kept = Int32Array.from(numbers.keys()).filter((i) => numbers[i] !== paddingIndex);
      if (kept.length > 0) {
        const rows = tf.tidy(() => {
          const all = tf.reshape(dy, [size, hidden]);
          return kept.length === size ? tf.clone(all) : tf.gather(all, tf.tensor1d(kept, "int32"));
        });
        collector.parts.push({ ids: kept.map((i) => numbers[i]!), rows: tf.keep(rows as tf.Tensor2D) });
      }
      return [tf.scalar(0)];
    },
  }));
  return read(collector.standIn);
}

/** @throws TypeError where the gradient of a tensor is collected row by row, but would be dense here */
export function refuseCollected(op: string, tensor: tf.Tensor): void {
  if (!collectors.has(tensor)) return;
  throw new TypeError(
    `${op}: the gradient of this [${tensor.shape}] table is collected row by row, which needs it to be read by gatherRows only`,
  );
}

/** The sum of gradients of one table, whose tensors stay the caller's. */
export function mergeRowGradients(parts: readonly RowGradient[]): RowGradient {
  const ids = Int32Array.from(new Set(parts.flatMap((part) => [...part.ids]))).sort();
  const place = new Map(Array.from(ids, (id, i) => [id, i] as const));
  const rows = tf.tidy(() => {
    const places = parts.flatMap((part) => Array.from(part.ids, (id) => place.get(id)!));
    const all = tf.concat(
      parts.map(({ rows }) => rows),
      0,
    );
    return segmentSum(all, tf.tensor1d(places, "int32"), ids.length);
  });
  return { ids, rows: tf.keep(rows) };
}
