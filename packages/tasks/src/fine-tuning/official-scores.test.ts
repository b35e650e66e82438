import { readFileSync } from "node:fs";
import { sharedPath } from "@lukejs/test-kit";
import { expect, test } from "vitest";
import { meanReciprocalRank } from "../entity-typing/mean-reciprocal-rank.ts";
import { scoreLabelSets } from "../entity-typing/score-label-sets.ts";
import { formatChunkScores, scoreChunks } from "../named-entity-recognition/score-chunks.ts";
import { normalizeAnswer } from "../question-answering/normalize-answer.ts";
import { scoreAnswers } from "../question-answering/score-answers.ts";
import { scoreAnswersOrNone } from "../question-answering/score-answers-or-none.ts";
import { scoreDirectedRelations } from "../relation-classification/score-directed-relations.ts";
import { formatRelationScores, scoreRelations } from "../relation-classification/score-relations.ts";
import { printFixed } from "./print-fixed.ts";

const folder = sharedPath("fixtures/scorers");
const read = (name: string): string => readFileSync(`${folder}/${name}`, "utf8");
// biome-ignore lint/suspicious/noExplicitAny: the fixtures' shapes are pinned by what the tests compare
const cases = (name: string): any[] => JSON.parse(read(name)).cases;

/** Tags of a file with the tag in the last column. */
const tagColumns = (text: string): string[][] =>
  text
    .split(/\n\s*\n/)
    .map((block) => block.split("\n").filter((line) => line.trim() !== ""))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trim().split(/\s+/).at(-1)!));

test("exact ties print with the even digit, as C and Python do", () => {
  expect([3.125, 3.375, 0.5, 1.5, 12.345].map((x) => printFixed(x, x < 2 ? 0 : 2))).toEqual([
    "3.12",
    "3.38",
    "0",
    "2",
    "12.35",
  ]);
});

test.skipIf(!folder)("chunk scores print as the official script's, on every case", () => {
  const all = cases("ner.json");
  for (const { name, gold, pred, goldFile, predFile, conlleval } of all) {
    const scores = scoreChunks(gold ?? tagColumns(read(goldFile)), pred ?? tagColumns(read(predFile)));
    expect(formatChunkScores(scores), name).toBe(conlleval.stdout);
  }
  expect(all.length).toBeGreaterThan(40);
});

test.skipIf(!folder)("relation scores print as the official script's, on every case", () => {
  for (const { name, gold, pred, result, stdout } of cases("tacred.json")) {
    const scores = scoreRelations(gold, pred);
    const { precision, recall, f1 } = scores;
    expect({ precision, recall, f1 }, name).toEqual(result);
    expect(formatRelationScores(scores), name).toBe(stdout);
  }
});

test.skipIf(!folder)(
  "directed relations score as the official script of SemEval-2010 task 8, on every case",
  () => {
    const whole = new Map(
      [...read("semeval2010-TEST_FILE_FULL.TXT").matchAll(/^(\d+)\t".*\r?\n(.+?)\r?$/gm)].map(
        ([, id, label]) => [id!, label!],
      ),
    );
    type Labels = readonly string[] | Readonly<Record<string, string>>;
    const byId = (labels: Labels) =>
      new Map(
        Array.isArray(labels) ? labels.map((label, i) => [`${8001 + i}`, label]) : Object.entries(labels),
      );
    const all = cases("semeval2010-8.json");
    for (const { name, gold, pred, official_f1 } of all) {
      const wanted: ReadonlyMap<string, string> = typeof gold === "string" ? whole : byId(gold);
      const found = byId(pred);
      const { macroF1 } = scoreDirectedRelations(
        [...wanted.values()],
        [...wanted.keys()].map((id) => found.get(id)),
      );
      expect(printFixed(100 * macroF1, 2), name).toBe(printFixed(official_f1, 2));
    }
    expect([whole.size, all.length]).toEqual([2717, 22]);
    expect(scoreDirectedRelations(["Other"], ["Other"]).macroF1).toBe(0);
  },
);

test.skipIf(!folder)("label sets score as the official script's, and 0 where that divides by zero", () => {
  const figures = ({ precision, recall, f1 }: { precision: number; recall: number; f1: number }) => [
    precision,
    recall,
    f1,
  ];
  for (const { name, gold_pred, macro, micro, strict, luke_loose_micro } of cases("entity-typing.json")) {
    const scores = scoreLabelSets(
      gold_pred.map((pair: string[][]) => pair[0]),
      gold_pred.map((pair: string[][]) => pair[1]),
    );
    expect(figures(scores.micro), name).toEqual(micro.slice(3));
    expect(figures(scores.micro), name).toEqual(luke_loose_micro.error ? [0, 0, 0] : luke_loose_micro);
    expect(figures(scores.strict), name).toEqual(strict);
    if (!macro.error) expect(figures(scores.macro), name).toEqual(macro.slice(3));
    else expect(scores.macro.precision, name).toBe(0);
  }
  for (const { name, pred_dist, gold, mrr } of cases("entity-typing-mrr.json")) {
    // The reference does not promise the order of equal scores.
    if (pred_dist.some((row: number[]) => new Set(row).size < row.length)) continue;
    expect(meanReciprocalRank(pred_dist, gold), name).toBeCloseTo(mrr, 12);
  }
});

test.skipIf(!folder)("answers are normalized as the official script does", () => {
  for (const { input, output } of cases("squad-normalize.json")) {
    expect(normalizeAnswer(input), JSON.stringify(input)).toBe(output);
  }
});

interface SquadFile {
  data: { paragraphs: { qas: { id: string; answers: { text: string }[] }[] }[] }[];
}

test.skipIf(!folder)("answers of SQuAD 1.1 score as the official script's, on every case", () => {
  for (const { name, gold, goldFile, predictions, squad_v1_1 } of cases("squad.json")) {
    const given = gold ?? JSON.parse(read(goldFile));
    const articles: SquadFile["data"] = Array.isArray(given) ? given : given.data;
    const questions = articles
      .flatMap((article) => article.paragraphs.flatMap((paragraph) => paragraph.qas))
      .map(({ id, answers }) => ({ id, answers: answers.map((answer) => answer.text) }));
    const answers = new Map(Object.entries(predictions as Record<string, string>));
    if (squad_v1_1.error) {
      expect(() => scoreAnswers(questions, answers), name).toThrow(/Cannot score/);
      continue;
    }
    const { exactMatch, f1 } = scoreAnswers(questions, answers);
    expect({ exact_match: exactMatch, f1 }, name).toEqual(squad_v1_1);
  }
});

test.skipIf(!folder)("answers of SQuAD 2.0 score as the official script's, on every case", () => {
  for (const { name, gold, goldFile, predictions, squad_v2_0 } of cases("squad.json")) {
    const given = gold ?? JSON.parse(read(goldFile));
    const articles: SquadFile["data"] = Array.isArray(given) ? given : given.data;
    const questions = articles
      .flatMap((article) => article.paragraphs.flatMap((paragraph) => paragraph.qas))
      .map(({ id, answers }) => ({ id, answers: answers.map((answer) => answer.text) }));
    const answers = new Map(Object.entries(predictions as Record<string, string>));
    if (squad_v2_0.error) {
      expect(() => scoreAnswersOrNone(questions, answers), name).toThrow(/Cannot score/);
      continue;
    }
    const { exactMatch, f1, total } = scoreAnswersOrNone(questions, answers);
    expect({ exact: exactMatch, f1, total }, name).toEqual(squad_v2_0);
  }
});

test("questions without an answer count as right where none is given, and are shown apart", () => {
  const questions = [
    { id: "a", answers: ["Rome"] },
    { id: "b", answers: [] },
    { id: "c", answers: [] },
    { id: "d", answers: [] },
  ];
  const predictions = new Map([
    ["a", "in Rome"],
    ["b", ""],
    ["c", "Oslo"],
  ]);
  const scores = scoreAnswersOrNone(questions, predictions);
  expect(scores).toMatchObject({ missing: 1, total: 3, exactMatch: 100 / 3 });
  expect(scores.answerable).toEqual({ exactMatch: 0, f1: expect.closeTo(200 / 3, 10), total: 1 });
  expect(scores.unanswerable).toEqual({ exactMatch: 50, f1: 50, total: 2 });
});

test.skipIf(!folder)("answers of ReCoRD score as the official script's, on every case", () => {
  for (const { name, gold, predictions, result } of cases("record.json")) {
    const questions = (gold as { qas: { id: string; answers: { text: string }[] }[] }[])
      .flatMap((row) => row.qas)
      .map(({ id, answers }) => ({ id, answers: answers.map((answer) => answer.text) }));
    const answers = new Map(Object.entries(predictions as Record<string, string>));
    if (result.error) {
      expect(() => scoreAnswers(questions, answers), name).toThrow(/Cannot score/);
      continue;
    }
    const { exactMatch, f1, correctIds } = scoreAnswers(questions, answers);
    expect({ exact_match: exactMatch, f1 }, name).toEqual(result.metrics);
    expect(correctIds, name).toEqual(result.correct_ids);
  }
});
