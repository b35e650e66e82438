import { type DatasetSummary, noted, repeated } from "../fine-tuning/dataset-summary.ts";
import type { QuestionExample } from "./read-squad.ts";

export function describeQuestions(examples: readonly QuestionExample[]): DatasetSummary {
  return {
    counts: {
      questions: examples.length,
      passages: new Set(examples.map(({ passage }) => passage)).size,
      questionsWithoutAnswer: examples.filter(({ answers }) => answers.length === 0).length,
    },
    labels: {},
    warnings: [
      ...repeated(
        "ids are given",
        examples.map(({ id }) => id),
      ),
      ...noted(
        "passages are empty",
        examples.filter(({ passage }) => passage.trim() === "").map(({ id }) => id),
      ),
    ],
  };
}
