import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ScoredTask, scorePredictions } from "./score-predictions.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-score-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function score(task: ScoredTask, gold: string, predictions: string) {
  await writeFile(join(folder, "gold"), gold);
  await writeFile(join(folder, "predictions"), predictions);
  return scorePredictions(task, join(folder, "gold"), join(folder, "predictions"));
}

const question = (id: string, answers: readonly string[] = ["Italy"]) => ({
  id,
  question: "Where?",
  passage: "Rome is in Italy.",
  answers: answers.map((text) => ({ text, start: "Rome is in Italy.".indexOf(text) })),
});
const lines = (...rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join("\n");

test("answers: ids that come twice, that are not asked and that are not answered are counted", async () => {
  const gold = lines(question("a"), question("a"), question("b"));
  const { figures, text } = await score("question-answering", gold, '{"a": "Italy", "z": "Rome"}');
  expect(figures).toMatchObject({ total: 3, missing: 1, repeatedIds: 1, unknownIds: 1 });
  expect(text.split("\n").slice(1)).toEqual([
    "1 questions have the id of another one and share its answer",
    "1 answers to unknown questions are left out",
  ]);
  const orNone = await score(
    "question-answering",
    lines(question("a"), question("b", [])),
    '{"a": "", "z": ""}',
  );
  expect(orNone.figures).toMatchObject({ missing: 1, unknownIds: 1 });
});

test("names: columns and rows of one's own, in any scheme", async () => {
  const own = lines({ words: ["New", "York", "fell"], entities: [{ start: 0, end: 2, label: "LOC" }] });
  const bioes = "New B-LOC\nYork E-LOC\nfell O\n";
  for (const gold of [own, bioes]) {
    expect((await score("named-entity-recognition", gold, bioes)).figures).toMatchObject({ f1: 100 });
  }
  await expect(score("named-entity-recognition", bioes, "New B-LOC\n")).rejects.toThrow(
    /sentence 1 has 1 words, expected 3/,
  );
  await expect(score("named-entity-recognition", bioes, "")).rejects.toThrow(/holds no tags/);
});

test("predictions that do not fit are refused by their file", async () => {
  const gold = lines({ text: "Rome", start: 0, end: 4, labels: ["city"] });
  await expect(score("entity-typing", gold, '[["city"], []]')).rejects.toThrow(
    /predictions".*holds 2 predictions, the gold data has 1/,
  );
  await expect(score("cloze", '{"data": []}', "{}")).rejects.toThrow(/gold".*found none/);
});
