import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { disposeParameters, flattenParameters, mapParameters } from "./parameter-tree.ts";

beforeAll(async () => void (await tf.setBackend("cpu")));

function tree() {
  return {
    layers: [{ weight: tf.ones([2, 2]), bias: tf.zeros([2]) }, { weight: tf.ones([1, 2]) }],
    pooler: undefined,
    scale: tf.scalar(3),
  };
}

test("a leaf's name is its path, in the order of the tree; absent parts have none", () => {
  const params = tree();
  expect([...flattenParameters(params).keys()]).toEqual([
    "layers.0.weight",
    "layers.0.bias",
    "layers.1.weight",
    "scale",
  ]);
  expect(flattenParameters(params).get("layers.1.weight")).toBe(params.layers[1]!.weight);
  disposeParameters(params);
});

test("mapping keeps the shape of the tree and tells each leaf's name", () => {
  const params = tree();
  const names: string[] = [];
  const mapped = mapParameters(params, (tensor, name) => {
    names.push(name);
    return tf.neg(tensor);
  });
  expect(names).toEqual([...flattenParameters(params).keys()]);
  expect(Array.isArray(mapped.layers)).toBe(true);
  expect(mapped.pooler).toBeUndefined();
  expect(mapped.scale.dataSync()[0]).toBe(-3);
  disposeParameters(params);
  disposeParameters(mapped);
});

test("every leaf is freed, also one that stands twice or is freed already", () => {
  const before = tf.memory().numTensors;
  const params = tree();
  const shared = { ...params, tied: params.layers[0]!.weight };
  params.scale.dispose();
  disposeParameters(shared);
  expect(tf.memory().numTensors).toBe(before);
});
