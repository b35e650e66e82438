/** Where the paper, the code of its numbers and transformers differ, task by task. */
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { expect, test } from "vitest";
import { cloze } from "../cloze/cloze.ts";
import type { ClozeOptions } from "../cloze/cloze-features.ts";
import { entityTyping } from "../entity-typing/entity-typing.ts";
import { namedEntityRecognition } from "../named-entity-recognition/named-entity-recognition.ts";
import { questionAnswering } from "../question-answering/question-answering.ts";
import { relationClassification } from "../relation-classification/relation-classification.ts";
import { type TaskPreset, taskPresets } from "./task-preset.ts";

const tokenizer = new RobertaTokenizer(
  await trainByteLevelBpe(["the cat sat on the mat in Rome with Ann ."], { vocabSize: 300 }),
);
tokenizer.addTokens(
  [entityTyping(), relationClassification(), cloze()].flatMap((task) => task.markers.map(({ name }) => name)),
);
const context = { tokenizer, maxWords: 200, labels: ["O", "PER"] };
const textOf = (wordIds: Int32Array): string => tokenizer.decode(wordIds.slice(1, -1));
const mentionOf = (wordIds: Int32Array, positions: Int32Array | undefined): string =>
  tokenizer.decode(positions!.map((at) => wordIds[at]!));

test("published is the default", () => {
  expect(taskPresets[0]).toBe("published");
});

test("types: marking words, trimmed pieces and round brackets; the bare text; marking words in the text as it stands", () => {
  const text = "-LRB- Ann, sat";
  const typed = (preset: TaskPreset) => {
    const example = { text, start: 6, end: 9, labels: ["PER"] };
    const [one] = entityTyping().buildFeatures([example], { ...context, preset }).features;
    return [textOf(one!.wordIds), mentionOf(one!.wordIds, one!.entityPositions[0])];
  };
  expect(typed("published")).toEqual([" (<ent> Ann<ent> , sat", "<ent> Ann<ent>"]);
  expect(typed("paper")).toEqual(["-LRB- Ann, sat", " Ann"]);
  expect(typed("hf")).toEqual(["-LRB-<ent> Ann<ent>, sat", "<ent> Ann<ent>"]);
});

test("relations: marking words after a space; no marking words; no space before the first word", () => {
  const relation = { id: "", words: ["Ann", "in", "Rome"], label: "O" };
  const spans = { head: { start: 0, end: 1 }, tail: { start: 2, end: 3 } };
  const pair = (preset: TaskPreset) => {
    const built = relationClassification().buildFeatures([{ ...relation, ...spans }], { ...context, preset });
    const [one] = built.features;
    return [textOf(one!.wordIds), ...one!.entityPositions.map((at) => mentionOf(one!.wordIds, at))];
  };
  expect(pair("published")).toEqual([
    "<ent> Ann<ent> in<ent2> Rome<ent2>",
    "<ent> Ann<ent>",
    "<ent2> Rome<ent2>",
  ]);
  expect(pair("paper")).toEqual([" Ann in Rome", " Ann", " Rome"]);
  expect(pair("hf")).toEqual(["<ent>Ann<ent> in<ent2> Rome<ent2>", "<ent>Ann<ent>", "<ent2> Rome<ent2>"]);
});

test("names: spaces before marks of punctuation, what the longest candidate counts, and where its last word is read", () => {
  const words = ["Ann", "'s", "mat", ","];
  const document = { sentences: [{ words, tags: words.map(() => "O"), spans: [] }] };
  const named = (preset: TaskPreset) =>
    namedEntityRecognition().buildFeatures([document], { ...context, preset }).features[0]!;
  expect(textOf(named("published").wordIds)).toBe(" Ann's mat,");
  expect(textOf(named("paper").wordIds)).toBe(" Ann's mat,");
  expect(textOf(named("hf").wordIds)).toBe(" Ann 's mat ,");

  const long = { sentences: [{ words: ["x".repeat(17), "Annx"], tags: ["O", "O"], spans: [] }] };
  const read = (preset: TaskPreset) => {
    const { features, counts } = namedEntityRecognition().buildFeatures([long], { ...context, preset });
    const [one] = features;
    const last = one!.spans.length - 1;
    return [counts["candidates"], mentionOf(one!.wordIds, one!.entityEnds!.slice(last))];
  };
  expect(read("published")).toEqual([1, "x"]);
  expect(read("hf")).toEqual([1, "x"]);
  expect(read("paper")[0]).toBe(3);
  expect(read("paper")[1]).not.toBe("x");
});

const record = {
  id: "q",
  query: "The cat of @placeholder sat",
  passage: "Ann, the cat in Rome.\n@highlight\nthe mat",
  entities: [
    { start: 0, end: 3 },
    { start: 16, end: 20 },
  ],
  answers: ["Ann"],
  right: [true, false],
};

function clozeText(preset: TaskPreset, options: ClozeOptions = {}): string[] {
  const [one] = cloze(options).buildFeatures([record], { ...context, preset }).features;
  return [textOf(one!.wordIds), ...one!.entityPositions.map((at) => mentionOf(one!.wordIds, at))];
}

test("cloze: words that mark gap, summaries and candidates; none; the same in the text as it stands", () => {
  expect(clozeText("published")).toEqual([
    " The cat of[PLACEHOLDER] sat</s></s>[ENTITY] Ann[ENTITY], the cat in[ENTITY] Rome[ENTITY].[HIGHLIGHT] the mat",
    "[PLACEHOLDER]",
    "[ENTITY] Ann[ENTITY]",
    "[ENTITY] Rome[ENTITY]",
  ]);
  expect(clozeText("paper")).toEqual([
    "The cat of @placeholder sat</s></s>Ann, the cat in Rome. @highlight the mat",
    " @placeholder",
    "Ann",
    " Rome",
  ]);
  expect(clozeText("hf")).toEqual([
    "The cat of[PLACEHOLDER] sat</s></s>[ENTITY]Ann[ENTITY], the cat in[ENTITY] Rome[ENTITY].[HIGHLIGHT] the mat",
    "[PLACEHOLDER]",
    "[ENTITY]Ann[ENTITY]",
    "[ENTITY] Rome[ENTITY]",
  ]);
});

test("cloze: the published code's repeated text is a setting of its own, off everywhere else", () => {
  // The stretch after Rome follows no space: it comes whole, "@highlight" a word in it, and then its summaries again.
  expect(clozeText("published", { repeatedText: true })[0]).toBe(
    " The cat of[PLACEHOLDER] sat</s></s>[ENTITY] Ann[ENTITY], the cat in[ENTITY] Rome[ENTITY]. @highlight the mat[HIGHLIGHT] the mat",
  );
  // After a space nothing is repeated.
  const spaced = { ...record, passage: record.passage.replace("Rome.", "Rome .") };
  const texts = [true, false].map((repeatedText) => {
    const [one] = cloze({ repeatedText }).buildFeatures([spaced], context).features;
    return textOf(one!.wordIds);
  });
  expect(texts[0]).toBe(texts[1]);
});

test("questions: a passage's spaces and line breaks leave no words; the text after a space; the text as it stands", () => {
  const passage = "the  cat\nsat \u202fin Rome ";
  const example = { id: "", title: "", question: "cat in", passage, answers: [] };
  const asked = (preset: TaskPreset) => {
    const [one] = questionAnswering().buildFeatures([example], { ...context, preset }).features;
    // Every token is where it says in the passage, in order.
    const slices = [...one!.starts].map((start, i) => passage.slice(start, one!.ends[i]));
    expect(passage.replace(/\s/g, "")).toBe(slices.join("").replace(/\s/g, ""));
    return textOf(one!.wordIds);
  };
  expect(asked("published")).toBe(" cat in</s></s> the cat sat in Rome");
  expect(asked("paper")).toBe(` cat in</s></s> ${passage}`);
  expect(asked("hf")).toBe(`cat in</s></s>${passage}`);
});
