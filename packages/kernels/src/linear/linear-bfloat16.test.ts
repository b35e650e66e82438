import { useBackend } from "@lukejs/backend";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import "@tensorflow/tfjs-backend-cpu";
import { linear, linearPrecision, Random, setLinearPrecision } from "../index.ts";
import { opLibrary } from "../native/op-library.ts";

function normals(shape: number[], seed: number): tf.Tensor {
  const random = new Random(seed);
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.nextNormal());
  return tf.tensor(values, shape);
}

/** Value and gradients of x, weight and bias, of the given shape of x. */
async function evaluate(shape: number[], weight: tf.Variable, bias: tf.Tensor1D): Promise<Float32Array[]> {
  const results = tf.tidy(() => {
    const x = normals(shape, 1);
    const dy = normals([...shape.slice(0, -1), weight.shape[0]!], 2);
    const apply = (...[a, w, b]: tf.Tensor[]): tf.Tensor => linear(a!, w as tf.Tensor2D, b as tf.Tensor1D);
    return [linear(x, weight as unknown as tf.Tensor2D, bias), ...tf.grads(apply)([x, weight, bias], dy)];
  });
  const arrays = await Promise.all(results.map((tensor) => tensor.data()));
  tf.dispose(results);
  return arrays as Float32Array[];
}

/** The largest difference, relative to the largest number. */
function worst(actual: Float32Array, expected: Float32Array): number {
  const largest = expected.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return actual.reduce((most, v, i) => Math.max(most, Math.abs(v - expected[i]!)), 0) / largest;
}

afterEach(() => setLinearPrecision("float32"));

describe("linear in bfloat16", async () => {
  const native = await useBackend("native").then(
    ({ name }) => name === "tensorflow",
    () => false,
  );

  describe.skipIf(!native)("on the native backend", () => {
    beforeAll(async () => void (await tf.setBackend("tensorflow")));

    test.each([[[1, 1]], [[7, 33]], [[2, 3, 64]], [[130, 256]]])(
      "of %j is within 1 % of float32, value and gradients, and leaves no tensor behind",
      async (shape) => {
        const initial = normals([24, shape.at(-1)!], 3);
        const weight = tf.variable(initial);
        const bias = normals([24], 4) as tf.Tensor1D;
        const expected = await evaluate(shape, weight, bias);
        setLinearPrecision("bfloat16", "everywhere");
        const { numTensors } = tf.memory();
        for (const _ of [1, 2]) {
          const actual = await evaluate(shape, weight, bias);
          for (const [i, array] of actual.entries()) expect(worst(array, expected[i]!)).toBeLessThan(0.01);
        }
        expect(tf.memory().numTensors).toBe(numTensors);
        tf.dispose([initial, weight, bias]);
      },
    );

    test("a weight that was changed is rounded again", async () => {
      setLinearPrecision("bfloat16", "everywhere");
      const weight = tf.variable(tf.tensor2d([[2]]));
      const x = tf.tensor2d([[3]]);
      const product = async (): Promise<number> =>
        (await linear(x, weight as unknown as tf.Tensor2D).data())[0]!;
      expect([await product(), await product()]).toEqual([6, 6]);
      weight.assign(tf.tensor2d([[5]]));
      expect(await product()).toBe(15);
    });
  });

  test.skipIf(!native)("a processor that multiplies it no faster stays with float32", async () => {
    await tf.setBackend("tensorflow");
    const library = opLibrary(tf.backend());
    if (!("instructions" in library)) return;
    const product = async (): Promise<number> =>
      (await linear(tf.tensor2d([[1.001]]), tf.tensor2d([[1]])).data())[0]!;
    setLinearPrecision("bfloat16", "everywhere");
    expect(await product()).toBe(1);
    setLinearPrecision("bfloat16");
    expect(await product()).toBe(library.bfloat16 ? 1 : Math.fround(1.001));
  });

  test("another backend stays with float32", async () => {
    await tf.setBackend("cpu");
    setLinearPrecision("bfloat16");
    expect(linearPrecision()).toBe("bfloat16");
    const y = linear(tf.tensor2d([[1.001]]), tf.tensor2d([[1]]));
    expect((await y.data())[0]).toBeCloseTo(1.001, 6);
  });
});
