import { type BackendPreference, useBackend } from "@lukejs/backend";
import { gatherRows, linear, Random } from "@lukejs/kernels";
import { expectClose } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { createAdamW, valueAndGradients } from "./index.ts";

const [numRows, hidden] = [9, 4];
const rowWise = (name: string): boolean => name === "table";

function variable(shape: number[], seed: number): tf.Variable {
  const random = new Random(seed);
  return tf.tidy(() =>
    tf.variable(
      tf.tensor(
        Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.nextNormal()),
        shape,
      ),
    ),
  );
}

describe.each<BackendPreference>(["native", "wasm", "cpu"])("on %s", (backend) => {
  /** Reads rows twice, one of them in both and one twice in one, and the padding row. */
  const setUp = async (skip: (note?: string) => void) => {
    await useBackend(backend).catch((error) => skip(String(error)));
    const params = { table: variable([numRows, hidden], 1), weight: variable([3, hidden], 2) };
    const loss = (): tf.Scalar => {
      const table = params.table as unknown as tf.Tensor2D;
      const first = gatherRows(
        table,
        tf.tensor2d(
          [
            [7, 2],
            [2, 0],
          ],
          [2, 2],
          "int32",
        ),
        0,
      );
      const second = gatherRows(table, tf.tensor1d([5, 7], "int32"), 0);
      const y = linear(first, params.weight as unknown as tf.Tensor2D);
      return tf.add(tf.sum(tf.square(y)), tf.sum(tf.square(second))) as tf.Scalar;
    };
    return { params, loss, free: () => tf.dispose(params) };
  };

  test("the rows' gradients are those of the dense gradient, which is zero elsewhere", async ({ skip }) => {
    const { params, loss, free } = await setUp(skip);
    const dense = valueAndGradients(params, loss);
    const before = tf.memory().numTensors;
    const sparse = valueAndGradients(params, loss, () => true, rowWise);
    expect([...sparse.gradients.keys()]).toEqual(["weight"]);
    const { ids, rows } = sparse.rowGradients.get("table")!;
    expect([...ids]).toEqual([2, 5, 7]);
    const whole = await dense.gradients.get("table")!.data();
    const found = await rows.data();
    for (let row = 0; row < numRows; row++) {
      const wanted = whole.subarray(row * hidden, (row + 1) * hidden);
      const at = ids.indexOf(row);
      expectClose(
        at < 0 ? new Float32Array(hidden) : found.subarray(at * hidden, (at + 1) * hidden),
        wanted,
        1e-5,
        `row ${row}`,
      );
    }
    expectClose(
      await sparse.gradients.get("weight")!.data(),
      await dense.gradients.get("weight")!.data(),
      1e-5,
    );
    tf.dispose([rows, ...sparse.gradients.values(), ...sparse.values.values()]);
    expect(tf.memory().numTensors, "nothing leaks").toBe(before);
    tf.dispose([...dense.gradients.values(), ...dense.values.values()]);
    free();
  });

  test("AdamW by rows updates those as AdamW does, three times, and no other number", async ({ skip }) => {
    const { params, loss, free } = await setUp(skip);
    const start = Float32Array.from(await params.table.data());
    const held = tf.clone(params.table);
    const copy = { table: tf.tidy(() => tf.variable(params.table.clone())), weight: params.weight };
    const options = { weightDecay: 0.1, biasCorrection: true };
    const [byRows, whole] = [createAdamW(params, options), createAdamW(copy, options)];
    for (let update = 0; update < 3; update++) {
      const { rowGradients, gradients, values } = valueAndGradients(params, loss, () => true, rowWise);
      const { ids, rows } = rowGradients.get("table")!;
      const dense = tf.tidy(() =>
        tf.scatterND(tf.tensor2d(ids, [ids.length, 1], "int32"), rows, [numRows, hidden]),
      );
      byRows.applyRows(rowGradients, 0.1);
      whole.apply(new Map([["table", dense]]), 0.1);
      tf.dispose([rows, dense, ...gradients.values(), ...values.values()]);
    }
    const [found, wanted] = [await params.table.data(), await copy.table.data()];
    for (let row = 0; row < numRows; row++) {
      const read = [2, 5, 7].includes(row);
      const part = (numbers: ArrayLike<number>) =>
        Array.prototype.slice.call(numbers, row * hidden, (row + 1) * hidden);
      expectClose(part(found), part(read ? wanted : start), read ? 1e-6 : 0, `row ${row}`);
    }
    expectClose(await held.data(), start, 0, "a clone keeps its numbers");
    byRows.dispose();
    whole.dispose();
    tf.dispose([held, copy.table]);
    free();
  });

  test("a table that is used otherwise is refused", async ({ skip }) => {
    const { params, free } = await setUp(skip);
    const decoder = (): tf.Scalar =>
      tf.sum(
        linear(params.weight as unknown as tf.Tensor, params.table as unknown as tf.Tensor2D),
      ) as tf.Scalar;
    expect(() => valueAndGradients(params, decoder, () => true, rowWise)).toThrow(/read by gatherRows only/);
    free();
  });
});
