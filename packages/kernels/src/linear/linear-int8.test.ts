import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { useBackend } from "@lukejs/backend";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { adamWUpdate, linear, Random, setLinearPrecision } from "../index.ts";
import { hasOpLibrary } from "../native/op-library.ts";

function normals(shape: number[], seed: number): tf.Tensor {
  const random = new Random(seed);
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.nextNormal());
  return tf.tensor(values, shape);
}

/** The definition: both sides rounded to whole numbers of their scales, in double precision. */
async function expected(x: tf.Tensor, weight: tf.Tensor2D, bias: tf.Tensor1D): Promise<number[]> {
  const columns = weight.shape[1];
  const round = (values: Float32Array): { whole: number[]; scale: number } => {
    const scale = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0) / 127;
    return { whole: [...values].map((v) => (scale === 0 ? 0 : Math.round(v / scale))), scale };
  };
  const rowsOf = async (t: tf.Tensor) => {
    const data = (await t.data()) as Float32Array;
    return Array.from({ length: data.length / columns }, (_, i) =>
      round(data.subarray(i * columns, (i + 1) * columns)),
    );
  };
  const [rows, outputs, added] = [await rowsOf(x), await rowsOf(weight), await bias.data()];
  return rows.flatMap((row) =>
    outputs.map(
      (output, o) =>
        row.scale * output.scale * row.whole.reduce((sum, v, i) => sum + v * output.whole[i]!, 0) + added[o]!,
    ),
  );
}

const native = await useBackend("native").then(
  ({ name }) => name === "tensorflow" && hasOpLibrary(),
  () => false,
);

afterEach(() => setLinearPrecision("float32"));

setWasmPaths(
  join(
    dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json")),
    "wasm-out",
  ) + sep,
);

describe.each(native ? ["tensorflow", "wasm"] : ["wasm"])(
  "linear with weights of 8 bits on %s",
  (backend) => {
    beforeAll(async () => void (await tf.setBackend(backend)));

    test.each([
      [[1, 1], 1],
      [[1, 7], 3],
      [[5, 16], 64],
      [[2, 3, 33], 65],
      [[13, 130], 70],
      [[200, 768], 129],
      [[0, 5], 3],
    ])(
      "of %j to %i outputs is the product of what is rounded, and leaves no tensor behind",
      async (shape, outputs) => {
        setLinearPrecision("int8");
        const [x, bias] = [normals(shape, 1), normals([outputs], 3) as tf.Tensor1D];
        const weight = normals([outputs, shape.at(-1)!], 2) as tf.Tensor2D;
        const { numTensors } = tf.memory();
        for (const _ of [1, 2]) {
          const y = linear(x, weight, bias);
          expect(y.shape).toEqual([...shape.slice(0, -1), outputs]);
          const [actual, wanted] = [await y.data(), await expected(x, weight, bias)];
          // A half that rounds the other way moves the result by one weight.
          const step = 0.05 * Math.sqrt(shape.at(-1)!) * 0.1 + 1e-4;
          for (const [i, value] of actual.entries()) expect(Math.abs(value - wanted[i]!)).toBeLessThan(step);
          y.dispose();
        }
        expect(tf.memory().numTensors).toBe(numTensors);
        tf.dispose([x, bias, weight]);
      },
    );

    test("rounding moves a product of normal numbers by one to two percent of its spread", async () => {
      const [x, weight] = [normals([64, 768], 1), normals([256, 768], 2) as tf.Tensor2D];
      const exact = (await linear(x, weight).data()) as Float32Array;
      setLinearPrecision("int8");
      const rounded = (await linear(x, weight).data()) as Float32Array;
      const square = (values: Float32Array): number => values.reduce((sum, v) => sum + v * v, 0);
      expect(Math.sqrt(square(rounded.map((v, i) => v - exact[i]!)) / square(exact))).toBeLessThan(0.02);
    });

    test("a weight that was changed is rounded again, a row of zeros stays zero", async () => {
      setLinearPrecision("int8");
      const weight = tf.variable(tf.tensor2d([[2, 0]]));
      const product = async (...x: number[]): Promise<number> =>
        (await linear(tf.tensor2d([x]), weight as unknown as tf.Tensor2D).data())[0]!;
      expect(await product(3, 0)).toBeCloseTo(6, 4);
      expect(await product(0, 0)).toBe(0);
      weight.assign(tf.tensor2d([[0, 5]]));
      expect(await product(3, 3)).toBeCloseTo(15, 4);
      const moments = { first: tf.variable(tf.zeros([1, 2])), second: tf.variable(tf.zeros([1, 2])) };
      adamWUpdate(weight, moments, tf.zeros([1, 2]), {
        ...{ learningRate: 1, beta1: 0.9, beta2: 0.9, epsilon: 1, weightDecay: 0.2 },
        ...{ biasCorrection: false, step: 1 },
      });
      expect(await product(3, 3)).toBeCloseTo(12, 4);
    });

    test("its gradient is refused", () => {
      setLinearPrecision("int8");
      const weight = tf.ones([2, 2]) as tf.Tensor2D;
      expect(() => tf.grad((x) => tf.sum(linear(x, weight)))(tf.ones([1, 2]))).toThrow(
        "int8 is for inference",
      );
    });
  },
);
