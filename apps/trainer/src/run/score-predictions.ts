import { readFile } from "node:fs/promises";
import {
  type AnswerOrNoneFigures,
  formatChunkScores,
  formatRelationScores,
  readConll,
  readOpenEntity,
  readRecord,
  readSquad,
  readTacred,
  scoreAnswers,
  scoreAnswersOrNone,
  scoreChunks,
  scoreDirectedRelations,
  scoreLabelSets,
  scoreRelations,
  spansOfTags,
  tagsOfSpans,
} from "@lukejs/tasks";
import { fileMissing, predictionsInvalid } from "../errors.ts";
import { readAnswers, readLabelSets, readLabels, readTagColumns } from "./read-predictions.ts";

export interface PredictionScores {
  /** For machines. */
  readonly figures: Readonly<Record<string, unknown>>;
  /** As the official script prints them, where it does. */
  readonly text: string;
}

type Score = (gold: File, predictions: File) => PredictionScores;
interface File {
  readonly path: string;
  readonly text: string;
}

export type ScoredTask =
  | "entity-typing"
  | "relation-classification"
  | "named-entity-recognition"
  | "cloze"
  | "question-answering";

const scorers: Readonly<Record<ScoredTask, Score>> = {
  "entity-typing": (gold, predictions) => {
    const wanted = readOpenEntity(gold.text, gold.path).map(({ labels }) => labels);
    const found = readLabelSets(predictions.text, predictions.path);
    checkCount(predictions.path, found.length, wanted.length);
    const scores = scoreLabelSets(wanted, found);
    const rows = Object.entries(scores).map(
      ([name, { precision, recall, f1 }]) =>
        `${name.padEnd(6)} precision ${percent(precision)}  recall ${percent(recall)}  F1 ${percent(f1)}`,
    );
    return { figures: { ...scores }, text: rows.join("\n") };
  },
  "relation-classification": (gold, predictions) => {
    const wanted = /^\s*(?:[[{]|\d+\t)/.test(gold.text)
      ? readTacred(gold.text, gold.path).map(({ label }) => label)
      : readLabels(gold.text, gold.path);
    const found = readLabels(predictions.text, predictions.path);
    checkCount(predictions.path, found.length, wanted.length);
    const scores = scoreRelations(wanted, found);
    const figures = { ...scores, relations: Object.fromEntries(scores.relations) };
    const text = formatRelationScores(scores).trimEnd();
    if (!wanted.some((label) => /\(e\d,e\d\)$/.test(label))) return { figures, text };
    const { macroF1 } = scoreDirectedRelations(wanted, found);
    return {
      figures: { ...figures, macroF1 },
      text: `${text}\nF1 of SemEval-2010 task 8 (macro, directed): ${(100 * macroF1).toFixed(2)}%`,
    };
  },
  "named-entity-recognition": (gold, predictions) => {
    const [wanted, found] = [gold, predictions].map((file) => chunkTags(readTags(file)));
    checkCount(predictions.path, found!.length, wanted!.length, "sentences");
    for (const [i, tags] of wanted!.entries()) {
      if (found![i]!.length !== tags.length)
        throw predictionsInvalid(
          predictions.path,
          `sentence ${i + 1} has ${found![i]!.length} words, expected ${tags.length} as in the gold data`,
        );
    }
    const scores = scoreChunks(wanted!, found!);
    return {
      figures: { ...scores, types: Object.fromEntries(scores.types) },
      text: formatChunkScores(scores).trimEnd(),
    };
  },
  cloze: (gold, predictions) => answerScores(readRecord(gold.text, gold.path), predictions),
  "question-answering": (gold, predictions) => {
    const questions = readSquad(gold.text, gold.path);
    const withTexts = questions.map(({ id, answers }) => ({ id, answers: answers.map(({ text }) => text) }));
    if (withTexts.every(({ answers }) => answers.length > 0)) return answerScores(withTexts, predictions);
    const found = readAnswers(predictions.text, predictions.path);
    const scores = scoreAnswersOrNone(withTexts, found);
    const row = (name: string, figures: AnswerOrNoneFigures | undefined): string[] =>
      figures === undefined
        ? []
        : [
            `${name.padEnd(12)} exact match ${figures.exactMatch.toFixed(2)}  F1 ${figures.f1.toFixed(2)}  (${figures.total} questions)`,
          ];
    const rows = [
      ...row("all", scores),
      ...row("answerable", scores.answerable),
      ...row("unanswerable", scores.unanswerable),
      ...(scores.missing === 0 ? [] : [`${scores.missing} without a prediction are left out`]),
      ...idWarnings(withTexts, found),
    ];
    return { figures: { ...scores, ...idCounts(withTexts, found) }, text: rows.join("\n") };
  },
};

export const scoredTasks: readonly ScoredTask[] = Object.keys(scorers) as ScoredTask[];

/**
 * The official scorer's figures for a file of predictions, in the format that is published for the task: label sets in
 * the order of the examples, labels a line, CoNLL columns, answers by question id.
 *
 * @throws LukeError CLI001 (no such file), CLI013 (predictions that do not fit), TSK2… (gold data that cannot be read)
 */
export async function scorePredictions(
  task: ScoredTask,
  goldPath: string,
  predictionsPath: string,
): Promise<PredictionScores> {
  const gold = await open("the gold data", goldPath);
  const predictions = await open("predictions", predictionsPath);
  return scorers[task](gold, predictions);
}

function answerScores(
  questions: readonly { readonly id: string; readonly answers: readonly string[] }[],
  predictions: File,
): PredictionScores {
  const found = readAnswers(predictions.text, predictions.path);
  const { correctIds, ...scores } = scoreAnswers(questions, found);
  const { exactMatch, f1, total, missing } = scores;
  const without = missing === 0 ? "" : `, ${missing} without an answer`;
  return {
    figures: {
      ...{ exact_match: exactMatch, f1, total, missing, ...idCounts(questions, found) },
      correct_ids: correctIds,
    },
    text: [
      `exact match ${exactMatch.toFixed(2)}  F1 ${f1.toFixed(2)}  (${total} questions${without})`,
      ...idWarnings(questions, found),
    ].join("\n"),
  };
}

interface IdCounts {
  /** Ids that several questions of the gold data have. */
  readonly repeatedIds: number;
  /** Answers to questions that the gold data lacks. */
  readonly unknownIds: number;
}

function idCounts(
  questions: readonly { readonly id: string }[],
  found: ReadonlyMap<string, string>,
): IdCounts {
  const ids = new Set(questions.map(({ id }) => id));
  return {
    repeatedIds: questions.length - ids.size,
    unknownIds: [...found.keys()].filter((id) => !ids.has(id)).length,
  };
}

/** What the official scorers do without saying so. */
function idWarnings(
  questions: readonly { readonly id: string }[],
  found: ReadonlyMap<string, string>,
): string[] {
  const { repeatedIds, unknownIds } = idCounts(questions, found);
  return [
    ...(repeatedIds === 0
      ? []
      : [`${repeatedIds} questions have the id of another one and share its answer`]),
    ...(unknownIds === 0 ? [] : [`${unknownIds} answers to unknown questions are left out`]),
  ];
}

/** Columns as the official script reads them, or data of one's own. */
function readTags({ text, path }: File): readonly (readonly string[])[] {
  if (!/^\s*[{[]\s*["{]/.test(text)) return readTagColumns(text, path);
  return readConll(text, path).flatMap(({ sentences }) => sentences.map(({ tags }) => tags));
}

/** The official script reads IOB1 and IOB2. */
function chunkTags(sentences: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (!sentences.some((tags) => tags.some((tag) => /^[ESLU]-/.test(tag)))) return sentences;
  return sentences.map((tags) => tagsOfSpans(spansOfTags(tags), tags.length));
}

function checkCount(path: string, found: number, wanted: number, of = "predictions"): void {
  if (found !== wanted)
    throw predictionsInvalid(path, `it holds ${found} ${of}, the gold data has ${wanted}`);
}

function percent(share: number): string {
  return (100 * share).toFixed(2).padStart(6);
}

async function open(what: string, path: string): Promise<File> {
  try {
    return { path, text: (await readFile(path, "utf8")).replace(/^\ufeff/, "") };
  } catch {
    throw fileMissing(what, path);
  }
}
