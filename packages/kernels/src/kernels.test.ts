import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import "@tensorflow/tfjs-backend-cpu";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { expectClose } from "@lukejs/test-kit";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import {
  adamWUpdate,
  addLayerNorm,
  attentionSoftmax,
  dropout,
  gatherRows,
  gelu,
  geluTanh,
  kernelReport,
  layerNorm,
  linear,
  matMul,
  Random,
  segmentSum,
  softmax,
  sparseSoftmaxCrossEntropy,
} from "./index.ts";

setWasmPaths(
  join(
    dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json")),
    "wasm-out",
  ) + sep,
);

/** Differentiable functions of float tensors, each at sizes from one to past the tiles of the kernels. */
const cases: [name: string, shapes: number[][], f: (...x: tf.Tensor[]) => tf.Tensor][] = [
  ...[1, 3, 8, 13, 100].map((n): (typeof cases)[number] => [
    `gelu of ${n}`,
    [[n]],
    (x) => gelu(tf.mul(x!, tf.scalar(3))),
  ]),
  ["geluTanh", [[3, 5]], (x) => geluTanh(x!)],
  ["softmax", [[3, 7]], (x) => softmax(x!)],
  ["softmax of one column", [[3, 1]], (x) => softmax(x!)],
  [
    "attentionSoftmax",
    [
      [2, 3, 5, 9],
      [2, 1, 1, 9],
    ],
    (x, b) => attentionSoftmax(x as tf.Tensor4D, 0.3, b as tf.Tensor4D),
  ],
  ["dropout", [[5, 7]], (x) => dropout(x!, 0.4, 99)],
  [
    "dropout by the keys of rows",
    [[5, 7]],
    (x) => dropout(x!, 0.4, 99, Uint32Array.of(3, 1, 0, 2 ** 32 - 1, 1)),
  ],
  ...[1, 2, 6, 64].map((h): (typeof cases)[number] => [
    `layerNorm of ${h} columns`,
    [[2, 3, h], [h], [h]],
    (x, s, t) => layerNorm(x!, s as tf.Tensor1D, t as tf.Tensor1D, 0.1),
  ]),
  [
    "addLayerNorm",
    [[4, 7], [4, 7], [7], [7]],
    (x, r, s, t) => addLayerNorm(x!, r!, s as tf.Tensor1D, t as tf.Tensor1D, 0.1),
  ],
  [
    "addLayerNorm of x and itself",
    [[4, 7], [7], [7]],
    (x, s, t) => addLayerNorm(x!, x!, s as tf.Tensor1D, t as tf.Tensor1D, 0.1),
  ],
  ["linear", [[2, 3, 5], [7, 5], [7]], (x, w, b) => linear(x!, w as tf.Tensor2D, b as tf.Tensor1D)],
  [
    "linear without a bias",
    [
      [1, 5],
      [1, 5],
    ],
    (x, w) => linear(x!, w as tf.Tensor2D),
  ],
  ["linear of no rows", [[0, 5], [3, 5], [3]], (x, w, b) => linear(x!, w as tf.Tensor2D, b as tf.Tensor1D)],
  [
    "matMul",
    [
      [2, 3, 4, 5],
      [2, 3, 5, 9],
    ],
    (a, b) => matMul(a!, b!),
  ],
  [
    "matMul, b transposed",
    [
      [2, 4, 5],
      [2, 9, 5],
    ],
    (a, b) => matMul(a!, b!, false, true),
  ],
  [
    "matMul, a transposed",
    [
      [5, 4],
      [5, 9],
    ],
    (a, b) => matMul(a!, b!, true),
  ],
  [
    "matMul, both transposed",
    [
      [5, 4],
      [9, 5],
    ],
    (a, b) => matMul(a!, b!, true, true),
  ],
  [
    "matMul past one panel",
    [
      [101, 300],
      [300, 19],
    ],
    (a, b) => matMul(a!, b!),
  ],
  [
    "matMul of inner size 0",
    [
      [2, 0],
      [0, 3],
    ],
    (a, b) => matMul(a!, b!),
  ],
  [
    "gatherRows",
    [[5, 6]],
    (t) =>
      gatherRows(
        t as tf.Tensor2D,
        tf.tensor2d(
          [
            [0, 3, 3],
            [1, 4, 0],
          ],
          [2, 3],
          "int32",
        ),
      ),
  ],
  ["segmentSum", [[4, 5]], (v) => segmentSum(v as tf.Tensor2D, tf.tensor1d([2, 0, 2, 5], "int32"), 6)],
  [
    "sparseSoftmaxCrossEntropy",
    [[4, 7]],
    (x) => sparseSoftmaxCrossEntropy(x as tf.Tensor2D, tf.tensor1d([6, -1, 0, 2], "int32")),
  ],
];

function values(shapes: number[][], seed: number): Float32Array[] {
  const random = new Random(seed);
  return shapes.map((shape) =>
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.nextNormal()),
  );
}

/** The value, and the gradient of a weighted sum of it for every input. */
async function evaluate(shapes: number[][], f: (...x: tf.Tensor[]) => tf.Tensor): Promise<Float32Array[]> {
  const results = tf.tidy(() => {
    const inputs = values(shapes, 1).map((data, i) => tf.tensor(data, shapes[i]!));
    const y = f(...inputs);
    const weights = tf.tensor(values([y.shape], 2)[0]!, y.shape);
    const gradients = tf.grads((...x: tf.Tensor[]) => tf.sum(tf.mul(f(...x), weights)))(inputs);
    return [y, ...gradients];
  });
  const arrays = await Promise.all(results.map((tensor) => tensor.data()));
  tf.dispose(results);
  return arrays.map((array) => Float32Array.from(array));
}

const expected = new Map<string, Float32Array[]>();

beforeAll(async () => {
  await tf.setBackend("cpu");
  for (const [name, shapes, f] of cases) expected.set(name, await evaluate(shapes, f));
});

describe("the definitions on cpu", () => {
  beforeAll(async () => void (await tf.setBackend("cpu")));
  test.each(cases)("the gradient of %s is its slope", async (name, shapes, f) => {
    const inputs = values(shapes, 1);
    const step = 1e-2;
    const loss = async (at: Float32Array[]): Promise<number> => {
      const y = tf.tidy(() => f(...at.map((data, i) => tf.tensor(data, shapes[i]!))));
      const [array, weights] = [await y.data(), values([y.shape], 2)[0]!];
      y.dispose();
      return Float32Array.from(array).reduce((sum, v, i) => sum + v * weights[i]!, 0);
    };
    for (const [which, data] of inputs.entries()) {
      const picks = [...new Set([0, data.length >> 1, data.length - 1])].filter(
        (i) => i >= 0 && i < data.length,
      );
      for (const i of picks) {
        const moved = (by: number): Float32Array[] =>
          inputs.map((other, j) => (j === which ? other.map((v, k) => (k === i ? v + by : v)) : other));
        const slope = ((await loss(moved(step))) - (await loss(moved(-step)))) / (2 * step);
        expectClose(
          [expected.get(name)![which + 1]![i]!],
          [slope],
          5e-3 * Math.max(1, Math.abs(slope)),
          `input ${which}`,
        );
      }
    }
  });
});

describe("wasm", () => {
  beforeAll(async () => void (await tf.setBackend("wasm")));
  afterAll(async () => void (await tf.setBackend("cpu")));

  test.each(cases)("%s agrees with the definition and leaves no tensor behind", async (name, shapes, f) => {
    await evaluate(shapes, f);
    const { numTensors, numDataBuffers } = tf.memory();
    const actual = await evaluate(shapes, f);
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    for (const [i, array] of actual.entries())
      expectClose(array, expected.get(name)![i]!, 1e-4, `output ${i}`);
  });

  test("dropout keeps the same elements as the definition, to the bit", async () => {
    const x = values([[1001]], 3)[0]!;
    const on = async (backend: string): Promise<Float32Array> => {
      await tf.setBackend(backend);
      return (await tf.tidy(() => dropout(tf.tensor1d(x), 0.1, 0xdeadbeef)).data()) as Float32Array;
    };
    expect(await on("wasm")).toEqual((await on("cpu")).map((v) => v + 0));
    await tf.setBackend("wasm");
  });

  test("a row with a key drops the same wherever it stands and whatever stands beside it", async () => {
    const drop = async (...keys: number[]): Promise<Float32Array> => {
      const y = tf.tidy(() => dropout(tf.ones([keys.length, 301]), 0.3, 77, Uint32Array.from(keys)));
      return (await y.data()) as Float32Array;
    };
    const [alone, among] = [await drop(0xfeedbeef), await drop(5, 9, 0xfeedbeef, 5)];
    expect(among.slice(2 * 301, 3 * 301)).toEqual(alone);
    expect(among.slice(0, 301)).toEqual(among.slice(3 * 301));
    expect(among.slice(0, 301)).not.toEqual(among.slice(301, 2 * 301));
    expect(() => dropout(tf.ones([2, 3]), 0.3, 77, Uint32Array.of(1))).toThrow("1 row keys, expected 2");
  });

  test("LUKE_KERNELS=plain switches all of ours off, and the definitions agree", async () => {
    vi.stubEnv("LUKE_KERNELS", "plain");
    try {
      for (const { op, kernel, reason } of kernelReport()) {
        expect({ op, kernel, reason }).toEqual({ op, kernel: "plain", reason: "LUKE_KERNELS=plain" });
      }
      for (const [name, shapes, f] of cases) {
        const actual = await evaluate(shapes, f);
        for (const [i, array] of actual.entries())
          expectClose(array, expected.get(name)![i]!, 1e-4, `${name}, output ${i}`);
      }
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test("an id that is no row is refused", () => {
    const table = tf.zeros([3, 2]) as tf.Tensor2D;
    expect(() => gatherRows(table, tf.tensor1d([0, 3], "int32"))).toThrow("position 1 is not in [0, 3)");
    expect(() => segmentSum(table, tf.tensor1d([0, -1, 2], "int32"), 3)).toThrow("position 1");
  });
});

test.each(["cpu", "wasm"])(
  "AdamW on %s follows its formula and leaves shared memory alone",
  async (backend) => {
    await tf.setBackend(backend);
    const [p, m, v, g] = values([[5], [5], [5], [5]], 4).map((data) => data.map(Math.abs)) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    for (const decayAfter of [false, true]) {
      const initial = tf.tensor1d(p);
      const variable = tf.variable(initial);
      const view = tf.reshape(variable, [5, 1]);
      const moments = { first: tf.variable(tf.tensor1d(m)), second: tf.variable(tf.tensor1d(v)) };
      const settings = {
        learningRate: 0.1,
        beta1: 0.9,
        beta2: 0.98,
        epsilon: 1e-6,
        weightDecay: 0.5,
        biasCorrection: !decayAfter,
        step: 3,
        decayAfter,
      };
      adamWUpdate(variable, moments, tf.tensor1d(g), settings);
      const wanted = p.map((x, i) => {
        const first = 0.9 * m[i]! + 0.1 * g[i]!;
        const second = 0.98 * v[i]! + 0.02 * g[i]! ** 2;
        if (decayAfter) return (x - (0.1 * first) / (Math.sqrt(second) + 1e-6)) * 0.95;
        const corrected = first / (1 - 0.9 ** 3) / (Math.sqrt(second / (1 - 0.98 ** 3)) + 1e-6);
        return x * 0.95 - 0.1 * corrected;
      });
      expectClose(await variable.data(), wanted, 1e-5);
      expectClose(await initial.data(), p, 0);
      expectClose(await view.data(), p, 0);
      const before = tf.memory();
      tf.tidy(() => adamWUpdate(variable, moments, tf.tensor1d(g), settings));
      expect(tf.memory()).toMatchObject({
        numTensors: before.numTensors,
        numDataBuffers: before.numDataBuffers,
      });
    }
  },
);

test("the padding row gets no gradient", async () => {
  for (const backend of ["cpu", "wasm"]) {
    await tf.setBackend(backend);
    const gradient = tf.grad((t: tf.Tensor) =>
      tf.sum(gatherRows(t as tf.Tensor2D, tf.tensor1d([1, 0, 1, 2], "int32"), 1)),
    );
    expect([...(await gradient(tf.ones([3, 1])).data())]).toEqual([1, 0, 1]);
  }
});
