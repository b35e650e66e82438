import { buildOpLibrary, readRuntime, useBackend } from "@lukejs/backend";
import { expectClose } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
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
  segmentSum,
  softmax,
  sparseSoftmaxCrossEntropy,
} from "../index.ts";
import type { NativeBackend } from "../native-backend.ts";
import { hasOpLibrary } from "./op-library.ts";
import { opLibraryKey } from "./op-library-key.ts";
import { opLibrarySources } from "./op-library-sources.ts";

type Case = [name: string, shapes: number[][], f: (...x: tf.Tensor[]) => tf.Tensor];

const site = { rate: 0.3, seed: 0xfeedbeef };
const sizes: [rows: number, columns: number][] = [
  [1, 1],
  [2, 3],
  [5, 16],
  [33, 17],
  [70, 129],
  [3, 768],
  [257, 96],
];
const keys = (rows: number): Uint32Array =>
  Uint32Array.from({ length: rows }, (_, row) => (row + 1) * 0x9e3779b1);
const vectors = (count: number, columns: number): number[][] =>
  Array.from({ length: count }, () => [columns]);

const cases: Case[] = sizes.flatMap(([rows, columns]): Case[] => {
  const of = `of [${rows}, ${columns}]`;
  const matrix = [rows, columns];
  const labels = (): tf.Tensor1D =>
    tf.tensor1d(
      Array.from({ length: rows }, (_, i) => (i % 3 === 1 ? -1 : (i * 7) % columns)),
      "int32",
    );
  const ids = (): tf.Tensor1D =>
    tf.tensor1d(
      Array.from({ length: rows }, (_, i) => (i * 5) % 11),
      "int32",
    );
  return [
    [`gelu ${of}`, [matrix], (x) => gelu(tf.mul(x!, tf.scalar(3)))],
    [`gelu with a bias ${of}`, [matrix, [columns]], (x, b) => gelu(x!, b as tf.Tensor1D)],
    [
      `layerNorm ${of}`,
      [matrix, ...vectors(2, columns)],
      (x, s, t) => layerNorm(x!, s as tf.Tensor1D, t as tf.Tensor1D, 0.1),
    ],
    [
      `addLayerNorm ${of}`,
      [matrix, matrix, ...vectors(2, columns)],
      (x, r, s, t) => addLayerNorm(x!, r!, s as tf.Tensor1D, t as tf.Tensor1D, 0.1),
    ],
    [
      `addLayerNorm with bias and dropout ${of}`,
      [matrix, matrix, ...vectors(3, columns)],
      (x, r, s, t, b) =>
        addLayerNorm(x!, r!, s as tf.Tensor1D, t as tf.Tensor1D, 0.1, {
          bias: b as tf.Tensor1D,
          dropout: site,
        }),
    ],
    [
      `addLayerNorm with dropout ${of}`,
      [matrix, matrix, ...vectors(2, columns)],
      (x, r, s, t) => addLayerNorm(x!, r!, s as tf.Tensor1D, t as tf.Tensor1D, 0.1, { dropout: site }),
    ],
    [
      `linear ${of}`,
      [matrix, [5, columns], [5]],
      (x, w, b) => linear(x!, w as tf.Tensor2D, b as tf.Tensor1D),
    ],
    [
      `linearGelu ${of}`,
      [matrix, [5, columns], [5]],
      (x, w, b) => linearGelu(x!, w as tf.Tensor2D, b as tf.Tensor1D),
    ],
    [
      `linearAddLayerNorm ${of}`,
      [matrix, [5, columns], [5], [rows, 5], [5], [5]],
      (x, weight, bias, r, scale, shift) =>
        linearAddLayerNorm(
          { weight: weight as tf.Tensor2D, bias: bias as tf.Tensor1D },
          { scale: scale as tf.Tensor1D, shift: shift as tf.Tensor1D },
          x!,
          r!,
          { epsilon: 0.1, dropout: site },
        ),
    ],
    [`dropout ${of}`, [matrix], (x) => dropout(x!, site.rate, site.seed)],
    [`dropout by the keys of rows ${of}`, [matrix], (x) => dropout(x!, site.rate, site.seed, keys(rows))],
    [
      `addLayerNorm with bias and dropout by the keys of rows ${of}`,
      [matrix, matrix, ...vectors(3, columns)],
      (x, r, s, t, b) =>
        addLayerNorm(x!, r!, s as tf.Tensor1D, t as tf.Tensor1D, 0.1, {
          bias: b as tf.Tensor1D,
          dropout: { ...site, rowKeys: keys(rows) },
        }),
    ],
    [`softmax ${of}`, [matrix], (x) => softmax(x!)],
    [
      `attentionSoftmax ${of}`,
      [
        [2, 3, rows, columns],
        [2, 1, 1, columns],
      ],
      (x, b) => attentionSoftmax(x as tf.Tensor4D, 0.3, b as tf.Tensor4D),
    ],
    [
      `sparseSoftmaxCrossEntropy ${of}`,
      [matrix],
      (x) => sparseSoftmaxCrossEntropy(x as tf.Tensor2D, labels()),
    ],
    [`segmentSum ${of}`, [matrix], (x) => segmentSum(x as tf.Tensor2D, ids(), 13)],
  ];
});

function normals(shape: readonly number[], seed: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.nextNormal());
}

/** The value, and the gradient of a weighted sum of it for every input. */
async function evaluate(shapes: number[][], f: (...x: tf.Tensor[]) => tf.Tensor): Promise<Float32Array[]> {
  const results = tf.tidy(() => {
    const inputs = shapes.map((shape, i) => tf.tensor(normals(shape, i), shape));
    const y = f(...inputs);
    const weights = tf.tensor(normals(y.shape, 9), y.shape);
    const gradients = tf.grads((...x: tf.Tensor[]) => tf.sum(tf.mul(f(...x), weights)))(inputs);
    return [y, ...gradients];
  });
  const arrays = await Promise.all(results.map((tensor) => tensor.data()));
  tf.dispose(results);
  return arrays.map((array) => Float32Array.from(array));
}

test("the key of the sources is the committed one: run tools/build-native-key.ts", () => {
  expect(opLibraryKey).toBe(opLibrarySources().key);
});

const runtime = readRuntime("cpu");

describe.skipIf(runtime === undefined)("the ops in C++", () => {
  beforeAll(async () => {
    expect(await buildOpLibrary(runtime!, opLibrarySources())).toEqual({
      name: "luke_kernels",
      state: "ready",
    });
    await useBackend("native");
    expect(hasOpLibrary()).toBe(true);
  });
  afterEach(() => void vi.unstubAllEnvs());

  test.each(cases)(
    "%s is as composed, the same each time, and leaves no tensor behind",
    async (_, shapes, f) => {
      const { numTensors, numDataBuffers } = tf.memory();
      const [actual, again] = [await evaluate(shapes, f), await evaluate(shapes, f)];
      vi.stubEnv("LUKE_KERNELS", "plain");
      expect(hasOpLibrary()).toBe(false);
      const expected = await evaluate(shapes, f);
      expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
      expect(again).toEqual(actual);
      for (const [i, array] of actual.entries()) expectClose(array, expected[i]!, 2e-4, `output ${i}`);
    },
  );

  test("dropout keeps the same elements as composed, to the bit", async () => {
    const drop = (): Promise<unknown> => tf.tidy(() => dropout(tf.ones([1001]), 0.1, 0xdeadbeef)).data();
    const actual = await drop();
    vi.stubEnv("LUKE_KERNELS", "plain");
    expect(actual).toEqual(await drop());
  });

  test("AdamW follows the composed one over several steps, and shared memory stays as it is", async () => {
    const values = normals([1000], 1);
    const settings = { learningRate: 0.1, beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0.5 };
    const train = async (): Promise<Float32Array> => {
      const initial = tf.tensor1d(values);
      const variable = tf.variable(initial);
      const zeros = tf.zeros([1000]);
      const moments = { first: tf.variable(zeros), second: tf.variable(zeros) };
      zeros.dispose();
      for (let step = 1; step <= 4; step++) {
        const copy = tf.clone(variable);
        const before = await copy.data();
        tf.tidy(() =>
          adamWUpdate(variable, moments, tf.tensor1d(normals([1000], step)), {
            ...settings,
            biasCorrection: step % 2 === 0,
            decayAfter: step > 2,
            step,
          }),
        );
        expect(await copy.data()).toEqual(before);
        copy.dispose();
      }
      expect(await initial.data()).toEqual(values);
      const result = (await variable.data()) as Float32Array;
      tf.dispose([initial, variable, moments.first, moments.second]);
      return result;
    };
    const { numTensors, numDataBuffers } = tf.memory();
    const actual = await train();
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    vi.stubEnv("LUKE_KERNELS", "plain");
    expectClose(actual, await train(), 1e-5);
  });

  test("the report names what serves each op, and why", () => {
    const gelu = (): unknown => kernelReport().find(({ op }) => op === "LukeGelu");
    expect(gelu()).toEqual({
      op: "LukeGelu",
      kernel: "fused",
      reason: expect.stringMatching(/^C\+\+, \w+, \d+ threads$/),
    });
    expect(kernelReport().map(({ op }) => op)).toContain("LukeAdamW");
    vi.stubEnv("LUKE_KERNELS", "plain");
    expect(gelu()).toEqual({ op: "LukeGelu", kernel: "composed", reason: "LUKE_KERNELS=plain" });
  });

  test.each([
    "LukeLayerNorm 7",
    "LukeLayerNormGrad 8",
    "LukeGelu 2",
    "LukeGeluGrad 3",
    "LukeDropout 3",
    "LukeAddBias 2",
    "LukeSoftmax 3",
    "LukeSoftmaxGrad 3",
    "LukeCrossEntropy 2",
    "LukeCrossEntropyGrad 4",
    "LukeSegmentSum 3",
    "LukeAdamW 5",
    "LukeUpdateRows 3",
    "LukeQuantizeWeights 1",
    "LukeQuantizedLinear 5",
    "LukeSequenceAttention 13",
    "LukeSequenceAttentionGrad 14",
  ])("operands of another rank, dtype or size are an error, not a crash: %s of them", (line) => {
    const [name, count] = [line.split(" ")[0]!, Number(line.split(" ")[1])];
    const { binding } = tf.backend() as unknown as NativeBackend;
    const operands = [
      () => binding.createTensor([], binding.TF_FLOAT, Float32Array.of(1)),
      () => binding.createTensor([3], binding.TF_FLOAT, new Float32Array(3)),
      () => binding.createTensor([2, 3, 5], binding.TF_FLOAT, new Float32Array(30)),
      () => binding.createTensor([0], binding.TF_FLOAT, new Float32Array(0)),
      () => binding.createTensor([3], binding.TF_INT32, Int32Array.of(-7, 1 << 30, 9)),
    ];
    for (const make of operands) {
      for (const fewer of [0, 1]) {
        const ids = Array.from({ length: count - fewer }, make);
        // Whatever comes out of operands that happen to fit is as good as an error.
        try {
          for (const { id } of binding.executeOp(name, [], ids, 1)) binding.deleteTensor(id);
        } catch (error) {
          expect((error as Error).message).not.toBe("");
        }
        for (const id of ids) binding.deleteTensor(id);
      }
    }
  });

  test("a wrong id or label is an error, not a crash", () => {
    const table = tf.zeros([3, 2]) as tf.Tensor2D;
    expect(() => segmentSum(table, tf.tensor1d([0, -1, 2], "int32"), 3)).toThrow(
      "position 1 is not in [0, 3)",
    );
    expect(() => sparseSoftmaxCrossEntropy(table, tf.tensor1d([0, 1, 2], "int32"))).toThrow(
      "position 2 is not in [0, 2)",
    );
  });
});
