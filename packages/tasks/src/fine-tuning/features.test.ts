import { readFileSync } from "node:fs";
import { sharedPath } from "@lukejs/test-kit";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { expect, test } from "vitest";
import { cloze } from "../cloze/cloze.ts";
import { entityTyping } from "../entity-typing/entity-typing.ts";
import { namedEntityRecognition } from "../named-entity-recognition/named-entity-recognition.ts";
import { bestAnswers } from "../question-answering/best-answers.ts";
import { questionAnswering } from "../question-answering/question-answering.ts";
import { relationClassification } from "../relation-classification/relation-classification.ts";
import { tokenWindows } from "./token-windows.ts";
import { wordsAround } from "./words-around.ts";

const tokenizer = new RobertaTokenizer(
  await trainByteLevelBpe(["the cat sat on the mat in Rome with Ann ."], { vocabSize: 300 }),
);
tokenizer.addTokens(
  [entityTyping(), relationClassification(), cloze()].flatMap((task) => task.markers.map(({ name }) => name)),
);
const context = { tokenizer, maxWords: 40, labels: ["O", "PER"] };

test("a sequence that is too long keeps what it must, with the nearest context", () => {
  const ids = [...Array(10).keys()];
  expect(wordsAround(ids, [{ start: 6, end: 8 }], 4)).toEqual({
    ids: [5, 6, 7, 8],
    stretches: [{ start: 1, end: 3 }],
  });
  expect(
    wordsAround(
      ids,
      [
        { start: 0, end: 1 },
        { start: 9, end: 10 },
      ],
      4,
    ).ids,
  ).toEqual([0, 1, 8, 9]);
  expect(tokenWindows(10, 4, 3)).toEqual([
    { start: 0, end: 4 },
    { start: 3, end: 7 },
    { start: 6, end: 10 },
  ]);
});

test("long texts of typing and relations are cut around their mentions, never beyond the model", () => {
  const words = Array(60).fill("mat");
  const text = `${words.join(" ")} Ann ${words.join(" ")}`;
  const start = text.indexOf("Ann");
  const typing = entityTyping().buildFeatures([{ text, start, end: start + 3, labels: ["PER"] }], context);
  expect(typing.counts).toMatchObject({ cutTexts: 1 });
  const [one] = typing.features;
  const marker = tokenizer.idOf("<ent>");
  expect(one!.wordIds).toHaveLength(40);
  const positions = one!.entityPositions[0]!;
  expect([one!.wordIds[positions[0]!], one!.wordIds[positions.at(-1)!]]).toEqual([marker, marker]);

  const relation = { id: "1", words: [...words, "Ann", ...words, "Rome"], label: "none" };
  const spans = { head: { start: 121, end: 122 }, tail: { start: 60, end: 61 } };
  const pair = relationClassification().buildFeatures([{ ...relation, ...spans }], context).features[0]!;
  expect(pair.wordIds).toHaveLength(40);
  expect(pair.wordIds[pair.entityPositions[0]![0]!]).toBe(marker);
  expect(pair.wordIds[pair.entityPositions[1]![0]!]).toBe(tokenizer.idOf("<ent2>"));
  expect(pair.label).toBe(-1);
});

test("a sentence longer than the model is split, keeps every candidate once, and counts what it drops", () => {
  const words = [...Array(50).fill("mat"), "x".repeat(300), "Ann", "in", "Rome"];
  const spans = [
    { start: 51, end: 52, label: "PER" },
    { start: 0, end: 20, label: "PER" },
  ];
  const sentence = { words, tags: words.map(() => "O"), spans };
  const built = namedEntityRecognition({ maxSpanLength: 4 }).buildFeatures(
    [{ sentences: [sentence] }],
    context,
  );
  expect(built.counts).toMatchObject({ splitSentences: 1, goldKept: 1, goldDropped: 1 });
  const keys = built.features.flatMap((one) => one.spans.map(({ start, end }) => `${start} ${end}`));
  expect(new Set(keys).size).toBe(keys.length);
  for (let i = 0; i < words.length; i++) expect(keys).toContain(`${i} ${i + 1}`);
  for (const { wordIds, entityEnds } of built.features) {
    expect(wordIds.length).toBeLessThanOrEqual(40);
    expect(Math.max(...entityEnds!)).toBeLessThan(wordIds.length - 1);
  }
});

test("the other sentences of a document are context on both sides", () => {
  const document = ["the cat", "in Rome", "with Ann"].map((text) => {
    const words = text.split(" ");
    return { words, tags: words.map(() => "O"), spans: [] };
  });
  const { features } = namedEntityRecognition().buildFeatures([{ sentences: document }], context);
  const all = features.map(({ wordIds }) => [...wordIds]);
  expect(all[1]).toEqual(all[0]);
  expect(features[1]!.entityStarts![0]).toBeGreaterThan(features[0]!.entityStarts![0]!);
});

test("sentences of a document share forward passes when asked to, with every candidate once", () => {
  const document = ["the cat sat on the mat", "in Rome", "with Ann in Rome", "on the mat"].map((text) => {
    const words = text.split(" ");
    return { words, tags: words.map(() => "O"), spans: [{ start: 1, end: 2, label: "PER" }] };
  });
  const build = (options: object, inContext: object = {}) =>
    namedEntityRecognition(options).buildFeatures([{ sentences: document }], {
      ...{ ...context, maxWords: 120, ...inContext },
    });
  const [alone, shared] = [build({}), build({ sharedContext: true })];
  expect(shared.features.map(({ spans }) => new Set(spans.map(({ sentence }) => sentence)).size)).toEqual([
    4,
  ]);
  const candidatesOf = ({ features }: typeof alone) =>
    features.flatMap(({ spans, labels }) =>
      spans.map(({ sentence, start, end }, i) => `${sentence} ${start} ${end} ${labels[i]}`),
    );
  expect(candidatesOf(shared)).toEqual(candidatesOf(alone));
  expect(shared.counts).toEqual(alone.counts);
  // As a model's folder says, unless the task is told otherwise.
  expect(build({}, { sharedContext: true })).toEqual(shared);
  expect(build({ sharedContext: false }, { sharedContext: true })).toEqual(alone);
  // Both name the same words of the text.
  const wordsOf = ({ features }: typeof alone) =>
    features.flatMap(({ wordIds, entityStarts, entityEnds }) =>
      [...entityStarts!].map((start, i) => wordIds.slice(start, entityEnds![i]! + 1).join(" ")),
    );
  expect(wordsOf(shared)).toEqual(wordsOf(alone));
  const small = build({ sharedContext: true, maxSpansPerForward: 5 });
  expect(Math.max(...small.features.map(({ spans }) => spans.length))).toBeLessThanOrEqual(5);
  expect(candidatesOf(small)).toEqual(candidatesOf(alone));
});

test("answers are exact slices, in order, of limited length", () => {
  const passage = "the cat sat";
  const { starts, ends } = tokenizer.encode(passage, { addSpecialTokens: false, addPrefixSpace: true });
  const one = { passageAt: 1, starts, ends, mostContext: new Uint8Array(starts.length).fill(1) };
  const zeros = new Float32Array(starts.length + 2);
  const logits = { starts: zeros.slice(), ends: zeros.slice() };
  logits.starts[1] = 5;
  logits.ends[starts.length] = 5;
  const [best] = bestAnswers(one as never, passage, logits);
  expect(best).toEqual({ text: passage, start: 0, end: passage.length, score: 10 });
  expect(bestAnswers(one as never, passage, logits, { maxAnswerLength: 1 })[0]!.text).not.toBe(passage);
});

const xquad = sharedPath("data/qa/xquad.en.json");
test.skipIf(!xquad)("in real passages the labelled words hold the answer, in some window", () => {
  const task = questionAnswering();
  const examples = task.read(readFileSync(xquad!, "utf8"), "xquad.en.json").slice(0, 60);
  const { features, counts } = task.buildFeatures(examples, { tokenizer, maxWords: 384, labels: [] });
  const answered = new Set<number>();
  for (const { example, answerStart, answerEnd, passageAt, starts, ends } of features) {
    if (answerStart === 0) continue;
    answered.add(example);
    const { passage, answers } = examples[example]!;
    const text = passage.slice(starts[answerStart - passageAt]!, ends[answerEnd - passageAt]!);
    expect(text).toContain(answers[0]!.text);
  }
  expect(answered.size).toBe(60);
  expect(counts["windows"]).toBeGreaterThan(60);
});
