import { Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, type LukeModel, lukeTiny } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { disambiguateEntities } from "./disambiguate-entities.ts";
import "@tensorflow/tfjs-backend-wasm";

let model: LukeModel;
beforeAll(async () => {
  await tf.setBackend("wasm");
  const config = { ...lukeTiny, numLayers: 1, entityVocabSize: 12, initializerRange: 0.3 };
  model = {
    config,
    params: createLukeParams(config, new Random(1)),
    headParams: createHeadParams(config, "LukeForMaskedLM", new Random(2)),
  };
});

const limits = { bosId: 0, eosId: 2, maxWords: 40 };
const candidates = (...entities: [entityId: number, prior: number][]) =>
  entities.map(([entityId, prior]) => ({ entityId, prior }));
const ids = Int32Array.from({ length: 20 }, (_, i) => 5 + i);
const mentions = [
  { start: 0, end: 2, candidates: candidates([3, 0.5], [4, 0.5]) },
  { start: 6, end: 7, candidates: candidates([5, 1]) },
  { start: 10, end: 12, candidates: candidates([3, 0.2], [6, 0.3], [7, 0.5]) },
];

test("each mention has the probabilities of its candidates, one alone is certain, and nothing leaks", async () => {
  const before = tf.memory().numTensors;
  const [found] = await disambiguateEntities(model, [{ ids, mentions }], limits);
  expect(tf.memory().numTensors).toBe(before);
  expect(found!.map(({ scores }) => scores.length)).toEqual([2, 1, 3]);
  for (const { best, scores } of found!) {
    expect(scores.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6);
    expect(scores[best]).toBe(Math.max(...scores));
  }
  expect(found![1]).toEqual({ best: 0, scores: [1] });
});

test("the prior counts as much as it is told to", async () => {
  const one = (prior: number, priorWeight?: number) =>
    disambiguateEntities(
      model,
      [{ ids, mentions: [{ start: 0, end: 2, candidates: candidates([3, prior], [4, 1 - prior]) }] }],
      { ...limits, ...(priorWeight === undefined ? {} : { priorWeight }) },
    ).then(([found]) => Math.log(found![0]!.scores[0]! / found![0]!.scores[1]!));
  const model3to4 = await one(0.5);
  expect(await one(0.9)).toBeCloseTo(model3to4 + Math.log(9), 4);
  expect(await one(0.9, 0)).toBeCloseTo(model3to4, 4);
  expect(await one(0.9, 2)).toBeCloseTo(model3to4 + 2 * Math.log(9), 4);
});

test("what is settled is read by what is not yet: the surest mention is the entity it was found to be", async () => {
  const settledLast = async (passes: number) =>
    (await disambiguateEntities(model, [{ ids, mentions }], { ...limits, passes }))[0]!;
  const [atOnce, oneByOne] = [await settledLast(1), await settledLast(3)];
  const surest = atOnce[0]!.scores[atOnce[0]!.best]! > atOnce[2]!.scores[atOnce[2]!.best]! ? 0 : 2;
  expect(oneByOne[surest]).toEqual(atOnce[surest]);
  const other = 2 - surest;
  // The same as where the surest one had no choice from the start.
  const decided = mentions[surest]!.candidates[atOnce[surest]!.best]!;
  const given = mentions.map((mention, i) =>
    i === surest ? { ...mention, candidates: [decided] } : mention,
  );
  const [expected] = await disambiguateEntities(model, [{ ids, mentions: given }], limits);
  for (const [i, score] of oneByOne[other]!.scores.entries())
    expect(score).toBeCloseTo(expected![other]!.scores[i]!, 6);
  expect(oneByOne[other]!.scores).not.toEqual(atOnce[other]!.scores);
});

test("a long text is read in windows, texts are apart, and none has nothing", async () => {
  const long = Int32Array.from({ length: 200 }, (_, i) => 5 + (i % 30));
  const far = [...mentions, { start: 190, end: 192, candidates: candidates([8, 0.5], [9, 0.5]) }];
  const found = await disambiguateEntities(
    model,
    [
      { ids: long, mentions: far },
      { ids, mentions },
      { ids, mentions: [] },
    ],
    limits,
  );
  expect(found.map((one) => one.length)).toEqual([4, 3, 0]);
  expect(found[1]).toEqual((await disambiguateEntities(model, [{ ids, mentions }], limits))[0]);
});

test("a mention without candidates, and a call that was ended, are refused", async () => {
  const none = [{ start: 0, end: 1, candidates: [] }];
  await expect(disambiguateEntities(model, [{ ids, mentions: none }], limits)).rejects.toThrow(RangeError);
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(disambiguateEntities(model, [{ ids, mentions }], { ...limits, signal })).rejects.toThrow(
    "enough",
  );
});
