import { disposeParameters, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, lukeTiny } from "@lukejs/model";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareModel } from "../fine-tuning/prepare-model.ts";
import { questionAnswering } from "./question-answering.ts";
import "@tensorflow/tfjs-backend-cpu";

const passage = "Ann was born in Rome . Then she went to Oslo and Lima , and never came back to Rome .";
const rows = ["Where was Ann born ?", "Who ?", "Where did she go ?"].map((question, id) => ({
  ...{ id, question, passage },
  answers: id === 1 ? [] : [{ text: "Rome", start: 16 }],
}));

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const tokenizer = new RobertaTokenizer(
  await trainByteLevelBpe([passage, "Who Where did"], { vocabSize: 300 }),
);
const task = questionAnswering();
const small = { numLayers: 1, hiddenSize: 16, entityEmbeddingSize: 8, numHeads: 2, intermediateSize: 32 };
const config = { ...lukeTiny, ...small, vocabSize: tokenizer.vocabSize, initializerRange: 0.5 };
const model = prepareModel(
  {
    config,
    params: createLukeParams(config, new Random(1), { pooler: false }),
    headParams: createHeadParams(config, "LukeForMaskedLM", new Random(2)),
  },
  tokenizer,
  task,
  { labels: [], random: new Random(3) },
);
afterAll(() => disposeParameters({ ...model.params, ...model.headParams }));

const examples = task.read(rows.map((row) => JSON.stringify(row)).join("\n"), "a");
/** Two windows and more for each question. */
const { features } = task.buildFeatures(examples, { tokenizer, labels: [], maxWords: 30 });

test("no answer is given where the score of none is higher by more than the threshold (SQuAD 2.0)", async () => {
  const always = await task.predict(model, examples, features, { labels: [] });
  expect(features.length).toBeGreaterThan(2 * examples.length - 1);
  const margins = always.map(({ nullScore, nBest }) => nullScore - nBest[0]!.score);
  for (const { answer, nBest } of always) {
    expect(nBest.length).toBeGreaterThan(1);
    expect(answer).toBe(nBest[0]!.text);
    expect(nBest.map(({ score }) => score)).toEqual(nBest.map(({ score }) => score).sort((a, b) => b - a));
    for (const { text, start, end } of nBest) expect(passage.slice(start, end)).toBe(text);
  }
  const threshold = [...margins].sort((a, b) => a - b)[1]!;
  const some = questionAnswering({ nullThreshold: threshold });
  const answers = await some.predict(model, examples, features, { labels: [] });
  expect(answers.map(({ answer }) => answer === "")).toEqual(margins.map((margin) => margin > threshold));
  expect(answers.map(({ nBest }) => nBest)).toEqual(always.map(({ nBest }) => nBest));
});

test("the score of none is that of the window where it is lowest", async () => {
  const [all] = await task.predict(model, examples, features, { labels: [] });
  const alone = await Promise.all(
    features
      .filter(({ example }) => example === 0)
      .map(async (window) => (await task.predict(model, examples, [window], { labels: [] }))[0]!.nullScore),
  );
  expect(all!.nullScore).toBeCloseTo(Math.min(...alone), 4);
});

test("the best threshold on a dataset is told, and gives the score that it promises", async () => {
  const always = await task.predict(model, examples, features, { labels: [] });
  const { details } = task.score(examples, always);
  const chosen = questionAnswering({ nullThreshold: details["best.nullThreshold"]! });
  const answers = await chosen.predict(model, examples, features, { labels: [] });
  const scores = chosen.score(examples, answers);
  expect(scores.main).toBeCloseTo(details["best.f1"]!, 6);
  expect(scores.details["exactMatch"]).toBeCloseTo(details["best.exactMatch"]!, 6);
});

test("questions without an answer are scored as SQuAD 2.0 does", () => {
  const { details } = task.score(
    examples,
    examples.map((_, i) => ({ answer: i === 0 ? "Rome" : "", nBest: [], nullScore: 0 })),
  );
  expect(details).toMatchObject({ "f1.answerable": 50, "f1.unanswerable": 100 });
});
