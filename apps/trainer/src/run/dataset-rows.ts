import {
  type ClozeExample,
  type ClozePrediction,
  type EntityTypingExample,
  type EntityTypingPrediction,
  type NerDocument,
  type NerPrediction,
  type QuestionExample,
  type QuestionPrediction,
  type RelationExample,
  type RelationPrediction,
  tagsOfSpans,
} from "@lukejs/tasks";

/** Predictions of a dataset as rows of JSON, one an example; of documents one a sentence. */
export function datasetRows(
  task: string,
  examples: readonly unknown[],
  predictions: readonly unknown[],
): object[] {
  return examples.flatMap((example, i) => rows[task]!(example as never, predictions[i] as never));
}

type Rows = (example: never, prediction: never) => object | object[];

const rows: Readonly<Record<string, Rows>> = {
  "entity-typing": ({ text, start, end }: EntityTypingExample, { labels }: EntityTypingPrediction) => ({
    text,
    start,
    end,
    mention: text.slice(start, end),
    labels,
  }),
  "relation-classification": (
    { id, words, head, tail }: RelationExample,
    { label, logits }: RelationPrediction,
  ) => ({
    id,
    head: words.slice(head.start, head.end).join(" "),
    tail: words.slice(tail.start, tail.end).join(" "),
    relation: label,
    score: probability(logits),
  }),
  "named-entity-recognition": (document: NerDocument, prediction: NerPrediction) =>
    document.sentences.map(({ words }, i) => {
      const names = prediction.sentences[i]!;
      const entities = names.map((name) => ({ ...name, text: words.slice(name.start, name.end).join(" ") }));
      return { words, tags: tagsOfSpans(names, words.length), entities };
    }),
  cloze: ({ id }: ClozeExample, { answer, scores }: ClozePrediction) => ({
    id,
    answer,
    score: scores.length === 0 ? 0 : 1 / (1 + Math.exp(-Math.max(...scores))),
  }),
  "question-answering": ({ id }: QuestionExample, { answer, nBest, nullScore }: QuestionPrediction) => ({
    id,
    answer,
    ...(nBest[0] === undefined ? {} : { start: nBest[0].start, end: nBest[0].end }),
    score: probability(nBest.map(({ score }) => score)),
    nBest,
    nullScore,
  }),
};

/** Of the highest of some logits; 0 where there is none. */
function probability(logits: ArrayLike<number>): number {
  const values = Array.from(logits);
  if (values.length === 0) return 0;
  const highest = Math.max(...values);
  return 1 / values.reduce((sum, logit) => sum + Math.exp(logit - highest), 0);
}
