import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { addLayerNorm, gelu, linear, matMul } from "../index.ts";
import { Random } from "../random.ts";
import { differentiate, differentiateInSteps } from "./differentiate.ts";
import "@tensorflow/tfjs-backend-wasm";

beforeAll(() => tf.setBackend("wasm"));

const random = new Random(3);
const tensor = (...shape: number[]): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.nextNormal()),
    shape,
  );

/** Residual, an op with kept tensors, one tensor used three times, and sums whose gradients are handed through. */
const net = (x: tf.Tensor, weight: tf.Tensor, scale: tf.Tensor): tf.Tensor => {
  const wide = gelu(linear(x, weight as tf.Tensor2D));
  const back = matMul(wide as tf.Tensor2D, weight as tf.Tensor2D);
  const normed = addLayerNorm(tf.add(back, back), x, scale as tf.Tensor1D, scale as tf.Tensor1D, 1e-5);
  return tf.sum(tf.square(tf.concat([normed, tf.reshape(x, x.shape)], 0)));
};

test("gradients are those of TensorFlow.js, and nothing but them is left", async () => {
  const [x, weight, scale] = [tensor(5, 4), tensor(7, 4), tensor(4)];
  const expected = tf.valueAndGrads(net)([x, weight, scale]);
  const before = tf.memory().numTensors;
  const { value, gradients } = differentiate(() => net(x, weight, scale), [x, weight, scale]);
  expect(tf.memory().numTensors).toBe(before + 4);
  expect(await value.data()).toEqual(await expected.value.data());
  for (const [i, gradient] of gradients.entries())
    expect(await gradient!.data()).toEqual(await expected.grads[i]!.data());
  tf.dispose([value, ...gradients.map((gradient) => gradient!)]);
  expect(tf.memory().numTensors).toBe(before);
});

test("what the value does not depend on has none; a value may be one of the tensors", () => {
  const [x, other] = [tensor(3), tensor(3)];
  const before = tf.memory().numTensors;
  const { value, gradients } = differentiate(() => tf.sum(x), [other, x]);
  expect([gradients[0], [...gradients[1]!.dataSync()]]).toEqual([undefined, [1, 1, 1]]);
  const itself = differentiate(() => tf.clone(x), [x], tf.tensor1d([1, 2, 3]));
  expect([...itself.gradients[0]!.dataSync()]).toEqual([1, 2, 3]);
  tf.dispose([value, gradients[1]!, itself.value, itself.gradients[0]!]);
  expect(tf.memory().numTensors).toBe(before + 1); // the [1, 2, 3]
});

test("of variables there are gradients as of tensors, and a gradient within a gradient keeps the outer tape", async () => {
  const [a, b, unused] = [tf.variable(tensor(4, 4)), tf.variable(tensor(4, 4)), tf.variable(tensor(2))];
  const inner = tf.customGrad((...given: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [x, y] = given as tf.Tensor[];
    (given[2] as tf.GradSaveFunc)([x!, y!]);
    return {
      value: tf.tidy(() => tf.mul(tf.tanh(x!), y!)),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const { value, gradients } = differentiate(() => tf.mul(tf.tanh(saved[0]!), saved[1]!), saved, dy);
        value.dispose();
        return gradients as tf.Tensor[];
      },
    };
  });
  const loss = (step: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor) => (): tf.Scalar =>
    tf.sum(tf.square(step(step(a, b), tf.sub(a, b))));
  const expected = tf.variableGrads(
    loss((x, y) => tf.mul(tf.tanh(x), y)),
    [a, b],
  );
  const before = tf.memory().numTensors;
  const { value, gradients } = differentiate(loss(inner), [a, b, unused]);
  expect(gradients[2]).toBeUndefined();
  for (const [k, { name }] of [a, b].entries()) {
    const wanted = await expected.grads[name]!.data();
    for (const [i, found] of (await gradients[k]!.data()).entries()) expect(found).toBeCloseTo(wanted[i]!, 5);
  }
  tf.dispose([value, gradients[0]!, gradients[1]!]);
  expect(tf.memory().numTensors).toBe(before);
});

test("memory on the way back does not grow with the depth of what is done", () => {
  const x = tensor(64, 64);
  const peakOf = (depth: number): number => {
    let peak = 0;
    const watched = tf.customGrad((y) => ({
      value: tf.clone(y as tf.Tensor),
      gradFunc: (dy: tf.Tensor) => {
        peak = Math.max(peak, tf.memory().numBytes);
        return tf.clone(dy);
      },
    }));
    const start = tf.memory().numBytes;
    const { value, gradients } = differentiate(() => {
      let y: tf.Tensor = watched(x);
      for (let i = 0; i < depth; i++) y = tf.add(y, x); // keeps nothing
      return tf.sum(y);
    }, [x]);
    tf.dispose([value, gradients[0]!]);
    return peak - start;
  };
  expect(peakOf(40)).toBe(peakOf(2));
});

test("an op without a gradient, and a gradient of another shape, leave nothing behind", () => {
  const x = tensor(3);
  const before = tf.memory().numTensors;
  expect(() => differentiate(() => tf.sum(tf.cumprod(tf.square(x))), [x])).toThrow(/Cumprod has no gradient/);
  const wrong = tf.customGrad((y) => ({ value: tf.clone(y as tf.Tensor), gradFunc: () => tf.zeros([2]) }));
  expect(() => differentiate(() => tf.sum(wrong(x)), [x])).toThrow(/is \[2\], expected \[3\]/);
  expect(() =>
    differentiate(() => {
      throw new Error("no forward");
    }, [x]),
  ).toThrow("no forward");
  expect(tf.memory().numTensors).toBe(before);
});

test("in steps each gradient comes when nothing more is added to it, the last op's first, and may be freed before the next", async () => {
  const layers = Array.from({ length: 4 }, () => tensor(4, 4));
  const x = tensor(5, 4);
  // The first layer is used once more at the end, as a tied decoder is.
  const deep = () => {
    const ends = [...layers, layers[0]!].reduce((h, layer) => gelu(linear(h, layer as tf.Tensor2D)), x);
    return tf.sum(tf.square(ends));
  };
  const whole = differentiate(deep, [...layers, x]);
  const before = tf.memory().numTensors;
  const order: number[] = [];
  const steps = differentiateInSteps(deep, [...layers, x]);
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    const { index, gradient } = step.value;
    order.push(index);
    await Promise.resolve();
    expect(await gradient.data()).toEqual(await whole.gradients[index]!.data());
    gradient.dispose();
  }
  expect(order).toEqual([3, 2, 1, 0, 4]);
  expect(await step.value.data()).toEqual(await whole.value.data());
  step.value.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("whoever stops between two steps leaves nothing behind", () => {
  const [x, weight, scale] = [tensor(5, 4), tensor(7, 4), tensor(4)];
  const before = tf.memory().numTensors;
  const steps = differentiateInSteps(() => net(x, weight, scale), [x, weight, scale]);
  const { done, value } = steps.next();
  if (done) throw new Error("no gradient");
  value.gradient.dispose();
  steps.return(value.gradient);
  expect(tf.memory().numTensors).toBe(before);
});
