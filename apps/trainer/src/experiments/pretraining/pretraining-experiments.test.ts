import { totalSteps } from "@lukejs/training";
import { expect, test } from "vitest";
import { pretrainConfig } from "../../run/pretrain-config.ts";
import { trainingSettings } from "../../run/training-settings.ts";
import { spreadOf } from "../mean-and-spread.ts";
import { pretrainingVariants, wordsFirst } from "./pretraining-variants.ts";
import { pretrainingExperimentsTable } from "./run-pretraining-experiments.ts";

const files = { examples: "e", tokenizer: "t", entityVocab: "v", out: "o" };

test("every way to go on has as many updates, however often the text is read", () => {
  for (const passes of [0.1, 1, 4]) {
    const updates = pretrainingVariants(passes).map(({ settings }) =>
      totalSteps(trainingSettings(pretrainConfig.parse({ ...settings, ...files }), 9600)),
    );
    expect(new Set(updates).size).toBe(1);
    expect(updates[0]).toBe(Math.round(passes * 2 * 300));
  }
});

test("the stand-in for RoBERTa and the control learn words alone, the first stage trains what RoBERTa lacks", () => {
  expect(wordsFirst(1).objective).toBe("words");
  const [two, one, control] = pretrainingVariants(1).map(({ settings }) => settings);
  expect([two?.objective, one?.objective, control?.objective]).toEqual([
    "words-and-entities",
    "words-and-entities",
    "words",
  ]);
  expect(two?.stages.map(({ trains }) => trains)).toEqual(["entities", "all"]);
});

test("the table has means with their deviation, and a dash for what was not learned", () => {
  const rows = [
    { data: "enwiki", name: "words alone", wordAccuracy: spreadOf([40, 42]) },
    { data: "enwiki", name: "the most frequent entity", entityAccuracy: spreadOf([2]) },
  ];
  expect(pretrainingExperimentsTable(rows).split("\n").slice(2)).toEqual([
    "| enwiki | words alone | 41.0 ± 1.4 | – |",
    "| enwiki | the most frequent entity | – | 2.0 |",
  ]);
});
