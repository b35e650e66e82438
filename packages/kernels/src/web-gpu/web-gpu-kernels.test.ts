import { expectClose, startWebGpu } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import "@tensorflow/tfjs-backend-cpu";
import {
  adamWUpdate,
  addLayerNorm,
  attentionSoftmax,
  dropout,
  gelu,
  kernelReport,
  layerNorm,
  linear,
  linearAddLayerNorm,
  linearGelu,
  Random,
  softmax,
  sparseSoftmaxCrossEntropy,
} from "../index.ts";

type Op = (...x: tf.Tensor[]) => tf.Tensor;

const site = { rate: 0.3, seed: 0xdeadbeef };
const rowKeys = Uint32Array.of(0xfeedbeef, 0, 7);
const vector = (x: tf.Tensor | undefined): tf.Tensor1D => x as tf.Tensor1D;

/** Differentiable functions of float tensors, at sizes from one to past the threads of a workgroup. */
const cases: readonly (readonly [name: string, shapes: number[][], op: Op])[] = [
  ["gelu of one number", [[1]], (x) => gelu(tf.mul(x!, tf.scalar(3)))],
  ["gelu with a bias", [[3, 77], [77]], (x, b) => gelu(x!, vector(b))],
  ["layerNorm of one column", [[2, 3, 1], [1], [1]], (x, s, t) => layerNorm(x!, vector(s), vector(t), 0.1)],
  [
    "layerNorm past a workgroup",
    [[19, 131], [131], [131]],
    (x, s, t) => layerNorm(x!, vector(s), vector(t), 1e-5),
  ],
  [
    "addLayerNorm",
    [[4, 7], [4, 7], [7], [7]],
    (x, r, s, t) => addLayerNorm(x!, r!, vector(s), vector(t), 0.1),
  ],
  [
    "addLayerNorm with bias and dropout",
    [[2, 9, 70], [2, 9, 70], [70], [70], [70]],
    (x, r, s, t, bias) =>
      addLayerNorm(x!, r!, vector(s), vector(t), 0.1, { bias: vector(bias), dropout: site }),
  ],
  [
    "addLayerNorm of no rows",
    [[0, 4], [0, 4], [4], [4], [4]],
    (x, r, s, t, bias) =>
      addLayerNorm(x!, r!, vector(s), vector(t), 0.1, { bias: vector(bias), dropout: site }),
  ],
  ["dropout", [[5, 77]], (x) => dropout(x!, site.rate, site.seed)],
  ["dropout by the keys of rows", [[3, 77]], (x) => dropout(x!, site.rate, site.seed, rowKeys)],
  [
    "addLayerNorm with bias and dropout by the keys of rows",
    [[3, 70], [3, 70], [70], [70], [70]],
    (x, r, s, t, bias) =>
      addLayerNorm(x!, r!, vector(s), vector(t), 0.1, { bias: vector(bias), dropout: { ...site, rowKeys } }),
  ],
  ["softmax of one column", [[3, 1]], (x) => softmax(x!)],
  [
    "attentionSoftmax",
    [
      [2, 3, 5, 81],
      [2, 1, 1, 81],
    ],
    (x, b) => attentionSoftmax(x as tf.Tensor4D, 0.3, b as tf.Tensor4D),
  ],
  [
    "sparseSoftmaxCrossEntropy",
    [[4, 77]],
    (x) => sparseSoftmaxCrossEntropy(x as tf.Tensor2D, tf.tensor1d([76, -1, 0, 2], "int32")),
  ],
  ["linear", [[2, 3, 5], [7, 5], [7]], (x, w, b) => linear(x!, w as tf.Tensor2D, vector(b))],
  ["linearGelu", [[6, 5], [7, 5], [7]], (x, w, b) => linearGelu(x!, w as tf.Tensor2D, vector(b))],
  [
    "linearAddLayerNorm",
    [[6, 5], [6, 7], [7, 5], [7], [7], [7]],
    (x, residual, weight, bias, scale, shift) =>
      linearAddLayerNorm(
        { weight: weight as tf.Tensor2D, bias: vector(bias) },
        { scale: vector(scale), shift: vector(shift) },
        x!,
        residual!,
        { epsilon: 1e-5, dropout: site },
      ),
  ],
];

const missing = await startWebGpu();
if (missing !== undefined) console.warn(`kernels on WebGPU are not tested: ${missing}`);

describe.skipIf(missing !== undefined)("kernels in WGSL", () => {
  beforeEach(async () => void (await tf.setBackend("webgpu")));
  afterEach(() => void vi.unstubAllEnvs());
  afterAll(() => void tf.removeBackend("webgpu"));

  test.each(cases)("%s is its definition on cpu, and leaves no tensor behind", async (_name, shapes, op) => {
    const { numTensors, numDataBuffers } = tf.memory();
    const actual = await evaluate(shapes, op);
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    await tf.setBackend("cpu");
    const expected = await evaluate(shapes, op);
    expect(actual.length).toBe(expected.length);
    for (const [i, values] of actual.entries()) expectClose(values, expected[i]!, 1e-4, `output ${i}`);
  });

  test("dropout keeps the same elements as the definition, to the bit", async () => {
    const drop = async (): Promise<Float32Array> => {
      const y = tf.tidy(() => dropout(tf.ones([1001]), 0.1, 0xdeadbeef));
      const values = Float32Array.from(await y.data());
      y.dispose();
      return values;
    };
    const actual = await drop();
    await tf.setBackend("cpu");
    expect(actual).toEqual(await drop());
  });

  test("AdamW is its definition on cpu, leaves shared memory alone and no tensor behind", async () => {
    const update = async (): Promise<Float32Array[]> => {
      const initial = normals([7, 19], 1);
      const variable = tf.variable(initial);
      const [first, second] = tf.tidy(() => [
        tf.variable(normals([7, 19], 2)),
        tf.variable(tf.square(normals([7, 19], 3))),
      ]) as [tf.Variable, tf.Variable];
      const before = Float32Array.from(await variable.data());
      const { numTensors, numDataBuffers } = tf.memory();
      for (const decayAfter of [false, true]) {
        tf.tidy(() =>
          adamWUpdate(variable, { first, second }, normals([7, 19], 4), {
            ...{ learningRate: 0.1, beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0.5 },
            ...{ biasCorrection: !decayAfter, step: 3, decayAfter },
          }),
        );
      }
      // The variable no longer shares its memory with what it was made from.
      expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers: numDataBuffers + 1 });
      expect(Float32Array.from(await initial.data())).toEqual(before);
      const results = await Promise.all([variable, first, second].map((each) => each.data()));
      tf.dispose([initial, variable, first, second]);
      return results.map((values) => Float32Array.from(values));
    };
    const actual = await update();
    await tf.setBackend("cpu");
    const expected = await update();
    for (const [i, values] of actual.entries()) expectClose(values, expected[i]!, 1e-5, `output ${i}`);
  });

  test.each(["", "plain"])(
    "a row whose every key is masked attends to all alike, LUKE_KERNELS=%s",
    async (kernels) => {
      vi.stubEnv("LUKE_KERNELS", kernels);
      const bias = tf.fill([1, 1, 1, 5], -3.4028234663852886e38) as tf.Tensor4D;
      const y = attentionSoftmax(tf.randomNormal([1, 1, 2, 5]) as tf.Tensor4D, 1, bias);
      expectClose(await y.data(), new Array(10).fill(0.2), 1e-6);
      tf.dispose([bias, y]);
    },
  );

  test("the report says so; LUKE_KERNELS=plain switches them off", () => {
    const gelu = () => kernelReport().find(({ op }) => op === "LukeGelu");
    expect(gelu()).toMatchObject({ kernel: "shader" });
    vi.stubEnv("LUKE_KERNELS", "plain");
    expect(gelu()).toMatchObject({ kernel: "plain", reason: "LUKE_KERNELS=plain" });
  });
});

/** The value, and the gradient of a weighted sum of it for every input. */
async function evaluate(shapes: number[][], op: Op): Promise<Float32Array[]> {
  const results = tf.tidy(() => {
    const inputs = shapes.map((shape, i) => normals(shape, i));
    const y = op(...inputs);
    if (y.size === 0) return [y];
    const weights = normals(y.shape, 99);
    const gradients = tf.grads((...x: tf.Tensor[]) => tf.sum(tf.mul(op(...x), weights)))(inputs);
    return [y, ...gradients];
  });
  const arrays = await Promise.all(results.map((tensor) => tensor.data()));
  tf.dispose(results);
  return arrays.map((array) => Float32Array.from(array));
}

function normals(shape: number[], seed: number): tf.Tensor {
  const random = new Random(seed);
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.nextNormal());
  return tf.tensor(values, shape);
}
