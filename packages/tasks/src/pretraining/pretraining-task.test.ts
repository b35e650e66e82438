import { disposeParameters, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, type LukeModel, lukeTiny } from "@lukejs/model";
import { train } from "@lukejs/training";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { maskExample } from "./mask-example.ts";
import { maskedBatches } from "./masked-batches.ts";
import { PretrainingExamples } from "./pretraining-examples.ts";
import { pretrainingLogits } from "./pretraining-logits.ts";
import { createPretrainingTask, entityParameters } from "./pretraining-task.ts";
import "@tensorflow/tfjs-backend-wasm";

// So narrow a model needs a wider start than the published 0.02 to learn within seconds.
const config = { ...lukeTiny, initializerRange: 0.15 };
const masking = { maskWordId: 4, maskEntityId: 2, firstRandomWordId: 5, vocabSize: config.vocabSize };
const random = new Random(17);
let model: LukeModel;

/** Sentences of a small language: the word before a mention (100 + entity) tells the entity. */
function examples(count: number, seed: number, mostEntities = 3): PretrainingExamples {
  const all = new PretrainingExamples();
  const draw = new Random(seed);
  for (let i = 0; i < count; i++) {
    const entities = Int32Array.from({ length: 1 + draw.nextInt(mostEntities) }, () => 3 + draw.nextInt(5));
    const words = [0];
    const starts = entities.map((entity) => {
      words.push(50 + draw.nextInt(20), 100 + entity, 30 + draw.nextInt(3));
      return words.length - 2;
    });
    all.append({
      wordIds: Int32Array.from([...words, 2]),
      entityIds: entities,
      entityStarts: starts,
      entityLengths: entities.map(() => 1),
    });
  }
  return all;
}
const first = (count: number) => Array.from({ length: count }, (_, index) => ({ epoch: 0, index }));

beforeAll(async () => {
  await tf.setBackend("wasm");
  model = {
    config,
    params: createLukeParams(config, random.fork(1), { pooler: false }),
    headParams: createHeadParams(config, "LukeForMaskedLM", random.fork(2)),
  };
});
afterAll(() => {
  disposeParameters(model.params);
  disposeParameters(model.headParams);
});

test("masks depend on the epoch and the example, not on the micro-batches or the processes", async () => {
  const train = examples(20, 1);
  const labels = async (maxTokens: number, epoch: number, size = 1) => {
    const task = createPretrainingTask(model, train, { seed: 3, masking, maxTokens });
    const visits = first(20).map((visit) => ({ ...visit, epoch }));
    const shares = Array.from({ length: size }, (_, rank) => task.microBatches(visits, { rank, size }));
    const all = (await Promise.all(shares)).flat();
    return all.flatMap((batch) => [...batch.wordLabels]).sort((a, b) => a - b);
  };
  const wanted = await labels(10_000, 0);
  expect(await labels(30, 0)).toEqual(wanted);
  expect(await labels(30, 0, 3)).toEqual(wanted);
  expect(await labels(30, 1)).not.toEqual(wanted);
});

test("processes share the micro-batches of one: each takes every n-th", async () => {
  const task = createPretrainingTask(model, examples(20, 1), { seed: 3, masking, maxTokens: 60 });
  const all = await task.microBatches(first(20));
  for (const size of [2, 3]) {
    for (let rank = 0; rank < size; rank++) {
      const mine = await task.microBatches(first(20), { rank, size });
      expect(mine).toEqual(all.filter((_, number) => number % size === rank));
    }
  }
});

test("micro-batches keep to the token limit, and what is masked in them is counted", async () => {
  const task = createPretrainingTask(model, examples(20, 1), { seed: 3, masking, maxTokens: 60 });
  const parts = await task.microBatches(first(20));
  expect(parts.length).toBeGreaterThan(3);
  const words = parts.reduce((sum, part) => sum + part.maskedWords.length, 0);
  const entities = parts.reduce((sum, part) => sum + part.maskedEntities.length, 0);
  for (const { batch } of parts) {
    expect(batch.size * (batch.words + batch.entities)).toBeLessThanOrEqual(60);
  }
  expect(task.counts(parts)).toEqual([words, entities]);
});

test("micro-batches add up to one big batch in loss and gradients, dropout included", async () => {
  const options = { seed: 3, masking };
  const gradientsOf = async (maxTokens: number) => {
    const task = createPretrainingTask(model, examples(12, 1), { ...options, maxTokens });
    const sums = new Map<string, number[]>();
    let loss = 0;
    const micro = await task.microBatches(first(12));
    for (const part of micro) {
      const { value, grads } = tf.variableGrads(() => task.loss(part, random, task.counts(micro)).loss);
      loss += (await value.data())[0]!;
      for (const [name, gradient] of Object.entries(grads)) {
        const numbers = gradient === null ? [] : [...(await gradient.data())];
        const sum = sums.get(name) ?? [];
        sums.set(
          name,
          numbers.map((number, i) => number + (sum[i] ?? 0)),
        );
      }
      tf.dispose([value, ...Object.values(grads).filter((gradient) => gradient !== null)]);
    }
    return { loss, sums };
  };
  const [whole, parts] = [await gradientsOf(10_000), await gradientsOf(40)];
  expect(parts.loss).toBeCloseTo(whole.loss, 5);
  for (const [name, numbers] of whole.sums) {
    for (const [i, number] of numbers.entries()) {
      if (Math.abs(parts.sums.get(name)![i]! - number) > 1e-5) {
        throw new Error(`${name}[${i}]: ${parts.sums.get(name)![i]}, expected ${number}`);
      }
    }
  }
});

test("logits are computed at the masked positions only, and the first loss is that of guessing", async () => {
  const task = createPretrainingTask(model, examples(20, 1), { seed: 3, masking });
  const [part] = await task.microBatches(first(20));
  const { words, entities } = pretrainingLogits(model, part!);
  expect(words!.logits.shape).toEqual([part!.maskedWords.length, config.vocabSize]);
  expect(entities!.logits.shape).toEqual([part!.maskedEntities.length, config.entityVocabSize]);
  const losses = tf.tidy(() => task.loss(part!, random, task.counts([part!])));
  const near = (loss: number, classes: number) => Math.abs(loss - Math.log(classes)) < 1.5;
  expect(near((await losses.wordLoss.data())[0]!, config.vocabSize)).toBe(true);
  expect(near((await losses.entityLoss.data())[0]!, config.entityVocabSize)).toBe(true);
});

test("an update without entities has a word loss alone", async () => {
  const words = {
    wordIds: Int32Array.of(0, 50, 51, 52, 2),
    entityIds: new Int32Array(0),
    entityPositions: [],
  };
  const [part] = maskedBatches([maskExample(words, masking, random.fork(9))], {
    maxTokens: 100,
    padWordId: 1,
  });
  const task = createPretrainingTask(model, examples(2, 1), { seed: 3, masking });
  expect(task.counts([part!])).toEqual([1, 0]);
  const losses = tf.tidy(() => task.loss(part!, random, [1, 0]));
  expect((await losses.entityLoss.data())[0]).toBe(0);
  expect((await losses.loss.data())[0]).toBe((await losses.wordLoss.data())[0]);
});

test("held-out figures are the same at each call, and the baseline answers with the most frequent entity", async () => {
  const heldOut = examples(15, 2);
  const task = createPretrainingTask(model, examples(50, 1), { seed: 3, masking, heldOut });
  const before = tf.memory().numTensors;
  const figures = await task.evaluate!();
  expect(tf.memory().numTensors).toBe(before);
  expect(await task.evaluate!()).toEqual(figures);
  expect(figures.loss).toBeCloseTo(figures.wordLoss! + figures.entityLoss!, 10);
  expect(figures.mostFrequentEntityAccuracy).toBeGreaterThan(0);
  expect(figures.mostFrequentEntityAccuracy).toBeLessThan(0.7);
  const small = createPretrainingTask(model, examples(50, 1), { seed: 3, masking, heldOut, maxTokens: 20 });
  const again = await small.evaluate!();
  expect(again.wordLoss).toBeCloseTo(figures.wordLoss!, 4);
  expect(again.entityAccuracy).toBe(figures.entityAccuracy);
});

test("examples made with another vocabulary are refused", () => {
  const foreign = (word: number, entity: number) => {
    const all = new PretrainingExamples();
    all.append({
      wordIds: Int32Array.of(0, word, 2),
      entityIds: Int32Array.of(entity),
      entityStarts: Int32Array.of(1),
      entityLengths: Int32Array.of(1),
    });
    return all;
  };
  const create = (all: PretrainingExamples) => () => createPretrainingTask(model, all, { seed: 1, masking });
  expect(create(foreign(config.vocabSize, 3))).toThrow(/word id 200 is outside/);
  expect(create(foreign(5, config.entityVocabSize))).toThrow(/entity id 50 is outside/);
});

test("two stages of pretraining learn the language, and nothing leaks", async () => {
  const heldOut = examples(40, 2, 1);
  const task = createPretrainingTask(model, examples(300, 1, 1), { seed: 3, masking, heldOut });
  const guess = await task.evaluate!();
  const words = model.params.embeddings.word;
  const before = await words.data().then((values) => values.slice());
  let tensors = 0;
  const stages = [
    { name: "entities", steps: 20, learningRate: 5e-3, warmupSteps: 4, trains: entityParameters },
    { name: "all", steps: 100, learningRate: 5e-3, warmupSteps: 6 },
  ];
  const result = await train(
    task,
    { seed: 3, batchSize: 16, stages, adamW: { biasCorrection: true } },
    {
      onProgress: ({ step }) => {
        if (step === 20) void words.data().then((values) => expect(values).toEqual(before));
        if (step === 1 || step === 21) tensors = tf.memory().numTensors;
        expect(tf.memory().numTensors).toBe(tensors);
      },
    },
  );
  const { wordLoss, entityLoss, entityAccuracy, mostFrequentEntityAccuracy } = result.evaluation!;
  expect(wordLoss).toBeLessThan(guess.wordLoss! - 1);
  expect(entityLoss).toBeLessThan(guess.entityLoss! - 2);
  expect(entityAccuracy).toBeGreaterThan(mostFrequentEntityAccuracy! + 0.3);
});
