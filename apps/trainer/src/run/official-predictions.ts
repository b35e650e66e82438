import {
  type ClozeExample,
  type ClozePrediction,
  type EntityTypingPrediction,
  type NerDocument,
  type NerPrediction,
  type QuestionExample,
  type QuestionPrediction,
  type RelationPrediction,
  tagsOfSpans,
} from "@lukejs/tasks";

/** Predictions of a whole dataset as the file that `luke score` and the official scorers read. */
export function officialPredictions(
  task: string,
  examples: readonly unknown[],
  predictions: readonly unknown[],
): string {
  return formats[task]!(examples as never, predictions as never);
}

type Format = (examples: never, predictions: never) => string;

const formats: Readonly<Record<string, Format>> = {
  "entity-typing": (_, predictions: readonly EntityTypingPrediction[]) =>
    lines(predictions.map(({ labels }) => JSON.stringify(labels))),
  "relation-classification": (_, predictions: readonly RelationPrediction[]) =>
    lines(predictions.map(({ label }) => label)),
  "named-entity-recognition": (documents: readonly NerDocument[], predictions: readonly NerPrediction[]) =>
    lines(
      documents.flatMap(({ sentences }, i) =>
        sentences.flatMap(({ words }, j) => {
          const tags = tagsOfSpans(predictions[i]!.sentences[j]!, words.length);
          return [...words.map((word, k) => `${word} ${tags[k]}`), ""];
        }),
      ),
    ),
  cloze: answers as (examples: readonly ClozeExample[], predictions: readonly ClozePrediction[]) => string,
  "question-answering": answers as (
    examples: readonly QuestionExample[],
    predictions: readonly QuestionPrediction[],
  ) => string,
};

function answers(
  examples: readonly { readonly id: string }[],
  predictions: readonly { readonly answer: string }[],
): string {
  const byId = Object.fromEntries(examples.map(({ id }, i) => [id, predictions[i]!.answer]));
  return `${JSON.stringify(byId, undefined, 2)}\n`;
}

function lines(rows: readonly string[]): string {
  return rows.map((row) => `${row}\n`).join("");
}
