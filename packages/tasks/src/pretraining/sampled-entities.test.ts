import { disposeParameters, Random, sparseSoftmaxCrossEntropy } from "@lukejs/kernels";
import {
  createHeadParams,
  createLukeParams,
  type LukeModel,
  lukeTiny,
  maskedEntityLogits,
} from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampledEntityLogits, sampleEntities } from "./sampled-entities.ts";
import "@tensorflow/tfjs-backend-wasm";

const random = new Random(5);
let model: LukeModel;
let states: tf.Tensor2D;
const labels = Int32Array.of(7, 3, 7, 40);

beforeAll(async () => {
  await tf.setBackend("wasm");
  const config = { ...lukeTiny, initializerRange: 0.5 };
  model = {
    config,
    params: createLukeParams(config, random.fork(1)),
    headParams: createHeadParams(config, "LukeForMaskedLM", random.fork(2)),
  };
  const numbers = Float32Array.from({ length: 4 * config.hiddenSize }, () => random.nextNormal());
  states = tf.tensor2d(numbers, [4, config.hiddenSize]);
});
afterAll(() => {
  disposeParameters(model.params);
  disposeParameters(model.headParams);
  states.dispose();
});

const lossOf = (count: number, seed: number): tf.Scalar =>
  tf.tidy(() => {
    const sample = sampleEntities(labels, { count, entityVocabSize: 50, random: new Random(seed) });
    const logits = sampledEntityLogits(model, states, sample);
    return tf.mean(sparseSoftmaxCrossEntropy(logits, tf.tensor1d(sample.labels, "int32")));
  });

test("a sample of the whole vocabulary gives the loss of the full softmax, and its gradients", async () => {
  const full = () =>
    tf.tidy(() => {
      const inputs = {
        entities: tf.expandDims<tf.Tensor3D>(states, 0),
        table: model.params.entityEmbeddings.entity,
      };
      const logits = maskedEntityLogits(model.headParams.maskedEntities!, inputs, model.config);
      const rows = tf.reshape(logits, [4, 50]) as tf.Tensor2D;
      return tf.mean(sparseSoftmaxCrossEntropy(rows, tf.tensor1d(labels, "int32"))) as tf.Scalar;
    });
  const [wanted, found] = [tf.variableGrads(full), tf.variableGrads(() => lossOf(50, 1))];
  expect((await found.value.data())[0]).toBeCloseTo((await wanted.value.data())[0]!, 5);
  for (const [name, gradient] of Object.entries(wanted.grads)) {
    if (gradient === null) continue;
    const [a, b] = [await gradient.data(), await found.grads[name]!.data()];
    for (const [i, value] of a.entries()) expect(b[i]).toBeCloseTo(value, 5);
  }
  tf.dispose([wanted, found] as unknown as tf.TensorContainer);
});

test("labels are always among the candidates, and other labels outside the sample do not count", () => {
  const {
    candidates,
    labels: places,
    corrections,
  } = sampleEntities(labels, {
    count: 3,
    entityVocabSize: 50,
    random: new Random(2),
  });
  expect([...places].map((place) => candidates[place])).toEqual([...labels]);
  expect(candidates.length).toBeLessThanOrEqual(6);
  const at = (row: number, id: number) => corrections[row * candidates.length + candidates.indexOf(id)]!;
  expect(at(3, 40)).toBe(0);
  expect(at(0, 40)).toBe(-1e9);
});

test("over many samples the loss is near that of the full softmax", async () => {
  const losses = Array.from({ length: 300 }, (_, seed) => lossOf(25, seed));
  const values = await Promise.all(losses.map(async (loss) => (await loss.data())[0]!));
  const exact = lossOf(50, 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.abs(mean - (await exact.data())[0]!)).toBeLessThan(0.15);
  tf.dispose([...losses, exact]);
});
