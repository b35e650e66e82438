import "@tensorflow/tfjs-backend-cpu";
import { expectClose } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { Random } from "./index.ts";

beforeAll(async () => void (await tf.setBackend("cpu")));

type Case = [name: string, shapes: number[][], f: (...x: tf.Tensor[]) => tf.Tensor];
const condition = () => tf.tensor1d([1, 0, 1], "bool");

/** Inputs lie in [0.3, 1.7], where every op is smooth; relu, abs and neg are moved across 0. */
const cases: Case[] = [
  ["add, broadcast", [[2, 3], [3]], (a, b) => tf.add(a!, b!)],
  ["sub, broadcast from the left", [[3], [2, 3]], (a, b) => tf.sub(a!, b!)],
  [
    "mul along an axis of one",
    [
      [2, 3],
      [2, 1],
    ],
    (a, b) => tf.mul(a!, b!),
  ],
  ["div, broadcast", [[2, 3], [3]], (a, b) => tf.div(a!, b!)],
  ["maximum", [[5], [5]], (a, b) => tf.maximum(a!, b!)],
  ...[false, true].flatMap((ta) =>
    [false, true].map(
      (tb): Case => [
        `matMul, transposed ${ta} ${tb}`,
        [
          [2, ...(ta ? [4, 3] : [3, 4])],
          [2, ...(tb ? [5, 4] : [4, 5])],
        ],
        (a, b) => tf.matMul(a!, b!, ta, tb),
      ],
    ),
  ),
  ["neg", [[3]], (x) => tf.neg(x!)],
  ["clone", [[3]], (x) => tf.clone(x!)],
  ["cast", [[3]], (x) => tf.cast(x!, "float32")],
  ["reshape", [[2, 3]], (x) => tf.reshape(x!, [3, 2])],
  ["expandDims", [[3]], (x) => tf.expandDims(x!, 0)],
  ["transpose", [[2, 3, 4]], (x) => tf.transpose(x!, [2, 0, 1])],
  ["slice", [[3, 4]], (x) => tf.slice(x!, [1, 1], [2, 2])],
  [
    "pad",
    [[2, 2]],
    (x) =>
      tf.pad(x!, [
        [1, 0],
        [0, 2],
      ]),
  ],
  [
    "concat",
    [
      [2, 3],
      [2, 1],
    ],
    (a, b) => tf.concat([a!, b!], 1),
  ],
  [
    "split",
    [[2, 5]],
    (x) => {
      const [left, right] = tf.split(x!, [2, 3], 1) as [tf.Tensor, tf.Tensor];
      return tf.add(tf.sum(tf.square(left)), tf.sum(tf.exp(right)));
    },
  ],
  ["stack", [[3], [3]], (a, b) => tf.stack([a!, b!], 1)],
  ["sum over one axis", [[2, 3, 2]], (x) => tf.sum(x!, 1)],
  ["sum of all", [[2, 3]], (x) => tf.sum(x!)],
  ["mean with the axis kept", [[2, 3]], (x) => tf.mean(x!, 1, true)],
  ["square", [[3]], (x) => tf.square(x!)],
  ["sqrt", [[3]], (x) => tf.sqrt(x!)],
  ["rsqrt", [[3]], (x) => tf.rsqrt(x!)],
  ["exp", [[3]], (x) => tf.exp(x!)],
  ["log", [[3]], (x) => tf.log(x!)],
  ["abs", [[5]], (x) => tf.abs(tf.sub(x!, tf.scalar(1)))],
  ["tanh", [[3]], (x) => tf.tanh(x!)],
  ["sigmoid", [[3]], (x) => tf.sigmoid(x!)],
  ["softplus", [[3]], (x) => tf.softplus(x!)],
  ["relu", [[5]], (x) => tf.relu(tf.sub(x!, tf.scalar(1)))],
  ["erf", [[3]], (x) => tf.erf(x!)],
  ["softmax", [[2, 3]], (x) => tf.softmax(x!)],
  ["where", [[3], [3]], (a, b) => tf.where(condition(), a!, b!)],
  ["tile", [[2, 3]], (x) => tf.tile(x!, [2, 3])],
  ["gather, a row twice", [[4, 3]], (x) => tf.gather(x!, tf.tensor1d([2, 0, 2], "int32"))],
  ["gather by a matrix of ids", [[4, 3]], (x) => tf.gather(x!, tf.tensor2d([[2, 0, 2]], [1, 3], "int32"))],
  ["gather along the last axis", [[2, 4]], (x) => tf.gather(x!, tf.tensor1d([3, 1, 3], "int32"), 1)],
];

function values(shape: number[], random: Random): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  return Float32Array.from({ length: size }, () => 0.3 + 1.4 * random.nextFloat());
}

test.each(cases)("the gradient of %s is its slope in every element", async (_, shapes, f) => {
  const random = new Random(11);
  const inputs = shapes.map((shape) => values(shape, random));
  const tensors = (data: Float32Array[]) => data.map((numbers, i) => tf.tensor(numbers, shapes[i]!));
  const weigh = (y: tf.Tensor): tf.Tensor =>
    tf.mul(y, tf.tensor(values(y.shape, new Random(12)), y.shape, "float32"));
  const loss = async (data: Float32Array[]): Promise<number> => {
    const y = tf.tidy(() => weigh(f(...tensors(data))));
    return Float32Array.from(await y.data()).reduce((sum, value) => sum + value, 0);
  };
  const gradients = tf.tidy(() => tf.grads((...x: tf.Tensor[]) => tf.sum(weigh(f(...x))))(tensors(inputs)));
  for (const [which, data] of inputs.entries()) {
    expect(gradients[which]!.shape).toEqual(shapes[which]);
    const slopes: number[] = [];
    for (const i of data.keys()) {
      const moved = (by: number) =>
        inputs.map((other, j) => (j === which ? other.map((v, k) => (k === i ? v + by : v)) : other));
      slopes.push(((await loss(moved(5e-3))) - (await loss(moved(-5e-3)))) / 1e-2);
    }
    expectClose(await gradients[which]!.data(), slopes, 5e-3);
  }
});
