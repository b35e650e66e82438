import { disposeParameters, flattenParameters, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, type LukeModel, lukeTiny } from "@lukejs/model";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { train } from "@lukejs/training";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { cloze } from "../cloze/cloze.ts";
import { entityTyping } from "../entity-typing/entity-typing.ts";
import { namedEntityRecognition } from "../named-entity-recognition/named-entity-recognition.ts";
import { questionAnswering } from "../question-answering/question-answering.ts";
import { relationClassification } from "../relation-classification/relation-classification.ts";
import { createFineTuning } from "./create-fine-tuning.ts";
import type { FeatureContext, FineTuningTask, TaskFeatures } from "./fine-tuning-task.ts";
import { prepareModel } from "./prepare-model.ts";
import "@tensorflow/tfjs-backend-cpu";

const cities = ["Rome", "Oslo", "Lima", "Paris"];
const people = ["Ann", "Bob", "Eve", "Max"];
const sentences = people.map((person, i) => `${person} was born in ${cities[i]} .`);

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const files = await trainByteLevelBpe([...sentences, "Where was ? @placeholder lives there . @ # *"], {
  vocabSize: 320,
});

/** Fine-tunes a tiny new model on a few examples until it knows them; returns its score on them, and the baselines. */
async function overfit<Example, Features extends TaskFeatures, Prediction>(
  task: FineTuningTask<Example, Features, Prediction>,
  text: string,
  steps: number,
  context: Partial<FeatureContext> = {},
  options: { readonly entityTable?: "whole" | "rows" | "frozen"; readonly recompute?: boolean } = {},
) {
  const tensors = tf.memory().numTensors;
  const tokenizer = new RobertaTokenizer(files);
  const small = { numLayers: 1, hiddenSize: 16, entityEmbeddingSize: 8, numHeads: 2, intermediateSize: 32 };
  const config = { ...lukeTiny, ...small, vocabSize: tokenizer.vocabSize, initializerRange: 0.1 };
  const random = new Random(11);
  const examples = task.read(text, "train");
  const labels = task.labelsOf(examples);
  const pretrained: LukeModel = {
    config,
    params: createLukeParams(config, random.fork(1), { pooler: false }),
    headParams: createHeadParams(config, "LukeForMaskedLM", random.fork(2)),
  };
  const { entityTable = "whole", recompute = false } = options;
  const prepared = prepareModel(pretrained, tokenizer, task, { labels, random: random.fork(3) });
  const model: LukeModel = { ...prepared, recompute };
  const table = Float32Array.from(await model.params.entityEmbeddings.entity.data());
  const { features, counts } = task.buildFeatures(examples, { tokenizer, labels, maxWords: 62, ...context });
  const entityRowsAlone = entityTable === "rows";
  const run = createFineTuning(task, model, features, { maxTokens: 1000, dropout: false, entityRowsAlone });
  const trained = [...flattenParameters(run.params).keys()].filter(
    (name) => name !== "entityEmbeddings.entity",
  );
  const { loss } = await train(run, {
    seed: 5,
    batchSize: features.length,
    adamW: { weightDecay: 0, biasCorrection: true },
    stages: [
      {
        ...{ name: "all", steps, learningRate: 1e-2, schedule: "constant" },
        ...(entityTable === "frozen" ? { trains: trained } : {}),
      },
    ],
  });
  const after = await model.params.entityEmbeddings.entity.data();
  const width = config.entityEmbeddingSize;
  const changed = Array.from({ length: table.length / width }, (_, row) => row).filter((row) =>
    after.subarray(row * width, (row + 1) * width).some((value, i) => value !== table[row * width + i]),
  );
  const predictions = await task.predict(model, examples, features, { labels, maxTokens: 400 });
  const { main, details } = task.score(examples, predictions);
  const baselines = task.baselines(examples, examples);
  disposeParameters(model.params);
  disposeParameters(model.headParams);
  return {
    main,
    details,
    predictions,
    baselines,
    loss,
    counts,
    changed,
    leaked: tf.memory().numTensors - tensors,
  };
}

test("entity typing learns its examples", async () => {
  const rows = sentences.flatMap((sent, i) => [
    { sent, start: 0, end: people[i]!.length, labels: ["person"] },
    { sent, start: sent.indexOf(cities[i]!), end: sent.length - 2, labels: ["city", "place"] },
  ]);
  const result = await overfit(entityTyping(), JSON.stringify(rows), 25);
  expect(result).toMatchObject({ main: 100, leaked: 0 });
  expect(result.baselines.nameLookup.main).toBe(100);
  expect(result.baselines.majority.main).toBeLessThan(60);
});

test("relation classification learns its examples", async () => {
  const rows = sentences.flatMap((sentence, i) => {
    const token = sentence.split(" ");
    const at = (subject: number, object: number, relation: string) => ({
      id: `${i}-${relation}`,
      token,
      subj_start: subject,
      subj_end: subject,
      obj_start: object,
      obj_end: object,
      relation,
    });
    return [at(0, 4, "per:city_of_birth"), at(4, 0, "no_relation")];
  });
  const result = await overfit(relationClassification(), JSON.stringify(rows), 30);
  expect(result).toMatchObject({ main: 100, leaked: 0 });
  expect(result.baselines.majority.details["recall"]).toBe(100);
});

test("named entity recognition learns its examples, with few spans a forward pass", async () => {
  const lines = sentences.map((sentence, i) =>
    sentence
      .split(" ")
      .map((word) => `${word} ${word === people[i] ? "B-PER" : word === cities[i] ? "B-LOC" : "O"}`)
      .join("\n"),
  );
  const task = namedEntityRecognition({ maxSpansPerForward: 8, maxSpanLength: 3 });
  const result = await overfit(task, lines.join("\n\n"), 30);
  expect(result).toMatchObject({ main: 100, leaked: 0 });
  expect(result.counts).toMatchObject({ goldKept: 8, goldDropped: 0, splitSentences: 0 });
  expect(result.baselines.nameLookup.main).toBe(100);
});

test("cloze learns its examples", async () => {
  const data = sentences.map((text, i) => {
    const span = (name: string) => ({ start: text.indexOf(name), end: text.indexOf(name) + name.length - 1 });
    return {
      passage: { text, entities: [span(people[i]!), span(cities[i]!)] },
      qas: [
        {
          id: `a${i}`,
          query: "@placeholder lives there .",
          answers: [{ ...span(people[i]!), text: people[i]! }],
        },
        {
          id: `b${i}`,
          query: "Where ? @placeholder .",
          answers: [{ ...span(cities[i]!), text: cities[i]! }],
        },
      ],
    };
  });
  const result = await overfit(cloze(), JSON.stringify({ data }), 30);
  expect(result).toMatchObject({ main: 100, leaked: 0 });
});

test("question answering learns its examples, with entities, and answers with slices of the passage", async () => {
  const paragraphs = sentences.map((passage, i) => ({
    context: `  ${passage}`,
    qas: [
      {
        id: `${i}`,
        question: `Where was ${people[i]} born ?`,
        answers: [{ text: cities[i]!, answer_start: 2 + passage.indexOf(cities[i]!) }],
      },
    ],
  }));
  const findMentions = (text: string) =>
    people.flatMap((person, i) => {
      const start = text.indexOf(person);
      return start < 0 ? [] : [{ start, end: start + person.length, entityId: 10 + i }];
    });
  const text = JSON.stringify({ data: [{ title: "T", paragraphs }] });
  const ask = (options: Parameters<typeof overfit>[4]) =>
    overfit(questionAnswering({ stride: 8 }), text, 30, { findMentions }, options);
  const result = await ask({ entityTable: "frozen" });
  expect(result).toMatchObject({ main: 100, leaked: 0, changed: [] });
  // Trained row by row, with layers computed again: the rows of the entities that are read change, and no other.
  const byRows = await ask({ entityTable: "rows", recompute: true });
  expect(byRows).toMatchObject({ main: 100, leaked: 0, changed: people.map((_, i) => 10 + i) });
  expect(result.predictions.map(({ answer }) => answer)).toEqual(cities);
  expect(result.counts).toMatchObject({ entities: 8 });
});
