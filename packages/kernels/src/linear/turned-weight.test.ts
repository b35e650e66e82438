import { useBackend } from "@lukejs/backend";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { linear, Random } from "../index.ts";

function normals(shape: number[], seed: number): tf.Tensor {
  const random = new Random(seed);
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.nextNormal());
  return tf.tensor(values, shape);
}

const native = await useBackend("native").then(
  ({ name }) => name === "tensorflow",
  () => false,
);

describe.skipIf(!native)("a weight that is read again and again", () => {
  const [rows, size] = [40, 256];
  const x = (): tf.Tensor => normals([2, rows / 2, size], 1);
  const wanted = async (weight: tf.Tensor): Promise<Float32Array> =>
    (await tf
      .tidy(() => tf.matMul(tf.reshape(x(), [rows, size]), weight as tf.Tensor2D, false, true))
      .data()) as Float32Array;
  const expectProduct = async (weight: tf.Tensor): Promise<void> => {
    const [y, expected] = [
      await tf.tidy(() => linear(x(), weight as tf.Tensor2D)).data(),
      await wanted(weight),
    ];
    for (const [i, value] of y.entries()) expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-3);
  };

  test("gives the same products, before and after it was turned", async () => {
    const weight = normals([size + 8, size], 2);
    for (let use = 0; use < 5; use++) await expectProduct(weight);
    weight.dispose();
  });

  test("is turned again after an update", async () => {
    const weight = tf.variable(normals([size, size], 3));
    for (let use = 0; use < 4; use++) await expectProduct(weight);
    weight.assign(normals([size, size], 4) as never);
    for (let use = 0; use < 4; use++) await expectProduct(weight);
    weight.dispose();
  });

  test("has its gradient, and its products with one are as without", async () => {
    const weight = normals([size, size], 5);
    for (let use = 0; use < 4; use++) await expectProduct(weight);
    const gradient = tf.tidy(() => tf.grad((w: tf.Tensor) => tf.sum(linear(x(), w as tf.Tensor2D)))(weight));
    const columns = await tf.tidy(() => tf.sum(tf.reshape(x(), [rows, size]), 0)).data();
    const values = await gradient.data();
    for (const [i, value] of columns.entries()) expect(Math.abs(values[i]! - value)).toBeLessThan(1e-3);
    await expectProduct(weight);
    tf.dispose([weight, gradient]);
  });
});
