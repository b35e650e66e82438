/** What a report says of a run besides its scores: a table by kind, a confusion matrix, and errors in their text. */
import {
  type ClozeExample,
  type ClozePrediction,
  type EntityTypingExample,
  type EntityTypingPrediction,
  type NerDocument,
  type NerPrediction,
  normalizeAnswer,
  type QuestionExample,
  type QuestionPrediction,
  type RelationExample,
  type RelationPrediction,
} from "@lukejs/tasks";
import type { TaskEntry } from "../run/task-by-name.ts";
import type { Analysis, KindRow } from "./report-data.ts";

/** Errors that are kept, of those that there are. */
const shownErrors = 40;
/** Labels of a confusion matrix, the most frequent ones. */
const shownLabels = 14;

/** @param examples - with as many predictions, of the task named */
export function analyzePredictions(
  { task, highlight }: TaskEntry,
  examples: readonly unknown[],
  predictions: readonly unknown[],
): Analysis {
  const pairs = examples.flatMap((example, i) =>
    task.name === "named-entity-recognition"
      ? sentencesOf(example as NerDocument, predictions[i] as NerPrediction)
      : [[example, predictions[i]] as const],
  );
  const shown = pairs.map(([example, prediction]) => highlight(example, prediction));
  const errors = shown.filter(({ right }) => right === false);
  return {
    examples: pairs.length,
    wrong: errors.length,
    errors: spread(errors, shownErrors),
    ...analyses[task.name as keyof typeof analyses](pairs as never),
  };
}

type Pairs<Example, Prediction> = readonly (readonly [Example, Prediction])[];

const analyses = {
  "entity-typing": (pairs: Pairs<EntityTypingExample, EntityTypingPrediction>) => ({
    kinds: kindRows(pairs.map(([{ labels }, found]) => [labels, found.labels])),
  }),
  "relation-classification": (pairs: Pairs<RelationExample, RelationPrediction>) => ({
    kinds: kindRows(pairs.map(([{ label }, found]) => [[label], [found.label]])),
    confusion: confusionOf(pairs.map(([{ label }, found]) => [label, found.label])),
  }),
  "named-entity-recognition": (pairs: Pairs<NerDocument, NerPrediction>) => {
    const spans = pairs.flatMap(([{ sentences }, found]) => {
      const gold = new Map(sentences[0]!.spans.map((span) => [`${span.start} ${span.end}`, span.label]));
      const named = new Map(found.sentences[0]!.map((span) => [`${span.start} ${span.end}`, span.label]));
      return [...new Set([...gold.keys(), ...named.keys()])].map(
        (key) => [gold.get(key) ?? noName, named.get(key) ?? noName] as const,
      );
    });
    const asSets = spans.map((pair) => pair.map((label) => (label === noName ? [] : [label])));
    return {
      kinds: kindRows(asSets as unknown as Pairs<readonly string[], readonly string[]>),
      confusion: confusionOf(spans),
    };
  },
  cloze: (pairs: Pairs<ClozeExample, ClozePrediction>) => ({
    kinds: shareRows(
      pairs.map(([{ entities, answers }, { answer }]) => [bucket(entities.length), answers.includes(answer)]),
      "candidates",
    ),
  }),
  "question-answering": (pairs: Pairs<QuestionExample, QuestionPrediction>) => ({
    kinds: shareRows(
      pairs.map(([{ question, answers }, { answer }]) => [
        question.trim().split(/\s+/)[0]!.toLowerCase(),
        answers.some(({ text }) => normalizeAnswer(text) === normalizeAnswer(answer)),
      ]),
      "",
    ),
  }),
};

const noName = "no name";

/** A document as one of a sentence each. */
function sentencesOf(document: NerDocument, prediction: NerPrediction) {
  return document.sentences.map(
    (sentence, i) => [{ sentences: [sentence] }, { sentences: [prediction.sentences[i]!] }] as const,
  );
}

/** Precision, recall and F1 of each label, the most frequent first. */
function kindRows(pairs: Pairs<readonly string[], readonly string[]>): KindRow[] {
  const rows = new Map<string, { gold: number; found: number; right: number }>();
  const row = (label: string) => {
    const known = rows.get(label) ?? { gold: 0, found: 0, right: 0 };
    rows.set(label, known);
    return known;
  };
  for (const [gold, found] of pairs) {
    for (const label of gold) row(label).gold++;
    for (const label of found) {
      row(label).found++;
      if (gold.includes(label)) row(label).right++;
    }
  }
  return [...rows]
    .sort(([a, one], [b, other]) => other.gold - one.gold || (a < b ? -1 : 1))
    .map(([name, { gold, found, right }]) => {
      const precision = found === 0 ? 0 : (100 * right) / found;
      const recall = gold === 0 ? 0 : (100 * right) / gold;
      const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
      return { name, gold, found, precision, recall, f1 };
    });
}

/** The share of right answers of each kind of question, the most frequent kinds first. */
function shareRows(pairs: Pairs<string, boolean>, unit: string): KindRow[] {
  const rows = new Map<string, { gold: number; right: number }>();
  for (const [kind, right] of pairs) {
    const row = rows.get(kind) ?? { gold: 0, right: 0 };
    rows.set(kind, { gold: row.gold + 1, right: row.right + (right ? 1 : 0) });
  }
  return [...rows]
    .sort(([, one], [, other]) => other.gold - one.gold)
    .slice(0, shownLabels)
    .map(([name, { gold, right }]) => ({
      name: `${name} ${unit}`.trim(),
      gold,
      exactMatch: (100 * right) / gold,
    }));
}

function confusionOf(pairs: Pairs<string, string>): NonNullable<Analysis["confusion"]> {
  const counts = new Map<string, number>();
  for (const pair of pairs) for (const label of pair) counts.set(label, (counts.get(label) ?? 0) + 1);
  const frequent = [...counts].sort(([, one], [, other]) => other - one).map(([label]) => label);
  const rest = frequent.length > shownLabels;
  const labels = rest ? [...frequent.slice(0, shownLabels - 1), "others"] : frequent;
  const place = (label: string): number =>
    labels.includes(label) ? labels.indexOf(label) : labels.length - 1;
  const rows = labels.map(() => labels.map(() => 0));
  for (const [gold, found] of pairs) rows[place(gold)]![place(found)]!++;
  return { labels, rows };
}

function bucket(count: number): string {
  if (count <= 2) return String(count);
  return count <= 5 ? "3–5" : count <= 10 ? "6–10" : "11 or more";
}

/** So many of them, evenly from all. */
function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)]!);
}
