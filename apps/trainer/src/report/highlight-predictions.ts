import type {
  ClozeExample,
  ClozePrediction,
  EntityTypingExample,
  EntityTypingPrediction,
  NerDocument,
  NerPrediction,
  QuestionExample,
  QuestionPrediction,
  RelationExample,
  RelationPrediction,
} from "@lukejs/tasks";
import type { HighlightedText, Mark } from "./report-data.ts";

/** The mention with the types that the model gave it. */
export function highlightTypes(
  example: EntityTypingExample,
  prediction: EntityTypingPrediction,
): HighlightedText {
  const right = same(example.labels, prediction.labels);
  return {
    text: example.text,
    marks: [{ start: example.start, end: example.end, label: list(prediction.labels), tone: tone(right) }],
    ...(right ? {} : { note: `gold: ${list(example.labels)}` }),
    right,
  };
}

/** Subject and object, and the relation. */
export function highlightRelation(example: RelationExample, prediction: RelationPrediction): HighlightedText {
  const { text, offsets } = joinWords(example.words);
  const right = example.label === prediction.label;
  const mark = (span: { start: number; end: number }, label: string): Mark => ({
    start: offsets[span.start]!.start,
    end: offsets[span.end - 1]!.end,
    label,
    tone: "neutral",
  });
  return {
    text,
    marks: inOrder([mark(example.head, "head"), mark(example.tail, "tail")]),
    note: `${right ? "✓" : "✗"} ${prediction.label}${right ? "" : `, gold: ${example.label}`}`,
    right,
  };
}

/** Names of the first sentence that has one: found, wrong, missed. */
export function highlightNames(example: NerDocument, prediction: NerPrediction): HighlightedText {
  const at = Math.max(
    0,
    example.sentences.findIndex(({ spans }) => spans.length > 0),
  );
  const { words, spans } = example.sentences[at]!;
  const { text, offsets } = joinWords(words);
  const key = (span: { start: number; end: number; label: string }): string =>
    `${span.start} ${span.end} ${span.label}`;
  const gold = new Set(spans.map(key));
  const found = new Set(prediction.sentences[at]!.map(key));
  const marks = [
    ...prediction.sentences[at]!.map((span) => ({ ...span, tone: tone(gold.has(key(span))) })),
    ...spans.filter((span) => !found.has(key(span))).map((span) => ({ ...span, tone: "missed" as const })),
  ];
  return {
    text,
    marks: inOrder(
      marks.map(({ start, end, label, tone: how }) => ({
        start: offsets[start]!.start,
        end: offsets[end - 1]!.end,
        label,
        tone: how,
      })),
    ),
    right: marks.every(({ tone: how }) => how === "right"),
  };
}

/** The answer in its passage. */
export function highlightCloze(example: ClozeExample, prediction: ClozePrediction): HighlightedText {
  const right = example.answers.includes(prediction.answer);
  const marks = example.entities.map(({ start, end }, i): Mark => {
    const text = example.passage.slice(start, end);
    const chosen = text === prediction.answer;
    return { start, end, label: "", tone: chosen ? tone(right) : example.right[i] ? "missed" : "neutral" };
  });
  return {
    text: example.passage,
    marks: inOrder(marks),
    note: `${example.query}  →  ${prediction.answer}${right ? "" : ` (gold: ${list(example.answers)})`}`,
    right,
  };
}

/** The answer in its passage, the question below. */
export function highlightQuestion(example: QuestionExample, prediction: QuestionPrediction): HighlightedText {
  const right = example.answers.some(({ text }) => text === prediction.answer);
  const start = prediction.nBest[0]?.start ?? example.passage.indexOf(prediction.answer);
  const marks: Mark[] = [];
  if (prediction.answer !== "" && start >= 0) {
    marks.push({ start, end: start + prediction.answer.length, label: "", tone: tone(right) });
  }
  return {
    text: example.passage,
    marks,
    note: `${example.question}  →  ${prediction.answer}${right ? "" : ` (gold: ${list(example.answers.map(({ text }) => text))})`}`,
    right,
  };
}

function tone(right: boolean): "right" | "wrong" {
  return right ? "right" : "wrong";
}

function list(parts: readonly string[]): string {
  return parts.length === 0 ? "none" : [...new Set(parts)].join(", ");
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join("\u0000") === [...b].sort().join("\u0000");
}

function inOrder(marks: readonly Mark[]): Mark[] {
  return [...marks].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Words with spaces between them, and where each stands. */
function joinWords(words: readonly string[]): { text: string; offsets: { start: number; end: number }[] } {
  let at = 0;
  const offsets = words.map((word) => {
    const start = at;
    at += word.length + 1;
    return { start, end: start + word.length };
  });
  return { text: words.join(" "), offsets };
}
