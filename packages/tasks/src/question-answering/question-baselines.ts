import type { Baselines, TaskScores } from "../fine-tuning/fine-tuning-task.ts";
import { MostFrequent } from "../fine-tuning/most-frequent.ts";
import { normalizeAnswer } from "./normalize-answer.ts";
import type { QuestionExample } from "./read-squad.ts";

/**
 * The most frequent answer of the training data; and the passage's name (a capitalized run or a number) that was an
 * answer most often in training, or else its first one that the question does not hold.
 */
export function questionBaselines(
  train: readonly QuestionExample[],
  test: readonly QuestionExample[],
  score: (predictions: readonly string[]) => TaskScores,
): Baselines {
  const answers = new MostFrequent<string>();
  for (const example of train) {
    for (const { text } of example.answers) answers.add(normalizeAnswer(text), text);
  }
  const times = (name: string): number => answers.countOf(normalizeAnswer(name));
  return {
    majority: score(test.map(() => answers.value ?? "")),
    nameLookup: score(
      test.map(({ question, passage }) => {
        const names = (
          passage.match(/(?:\p{Lu}[\p{L}\p{M}'’-]*|\d+)(?: (?:\p{Lu}[\p{L}\p{M}'’-]*|\d+))*/gu) ?? []
        )
          .filter((name) => !question.includes(name))
          .sort((a, b) => times(b) - times(a));
        return names[0] ?? "";
      }),
    ),
  };
}
