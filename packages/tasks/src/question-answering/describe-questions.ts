import { type DatasetSummary, noted, repeatedIds } from "../fine-tuning/dataset-summary.ts";
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
      ...repeatedIds(examples),
      ...noted(
        "questions are marked impossible and have an answer, which is taken",
        examples.filter(({ impossible, answers }) => impossible && answers.length > 0).map(({ id }) => id),
      ),
      ...noted(
        "passages are empty",
        examples.filter(({ passage }) => passage.trim() === "").map(({ id }) => id),
      ),
    ],
  };
}
