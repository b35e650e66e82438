import { noAnswersToCompare, nothingToScore } from "../fine-tuning/errors.ts";
import { compareAnswers } from "./compare-answers.ts";

export interface AnswerScores {
  /** Percentages, 0..100, over all questions. */
  readonly exactMatch: number;
  readonly f1: number;
  /** Questions scored; one without a prediction counts as wrong. */
  readonly total: number;
  /** Questions without a prediction. */
  readonly missing: number;
  /** Ids of the questions whose answer matches exactly, in order. */
  readonly correctIds: readonly string[];
}

/**
 * Exact match and F1 by the definition of SQuAD 1.1, which ReCoRD shares (paper §4.4, §4.5).
 *
 * @throws LukeError TSK231 without questions, TSK232 when a question with a prediction has no right answer.
 */
export function scoreAnswers(
  questions: readonly { readonly id: string; readonly answers: readonly string[] }[],
  predictions: ReadonlyMap<string, string>,
): AnswerScores {
  if (questions.length === 0) throw nothingToScore("questions");
  let [exact, f1, missing] = [0, 0, 0];
  const correctIds: string[] = [];
  for (const { id, answers } of questions) {
    const answer = predictions.get(id);
    if (answer === undefined) {
      missing++;
      continue;
    }
    if (answers.length === 0) throw noAnswersToCompare(id);
    const match = compareAnswers(answer, answers);
    exact += match.exact;
    f1 += match.f1;
    if (match.exact === 1) correctIds.push(id);
  }
  const total = questions.length;
  return { exactMatch: (100 * exact) / total, f1: (100 * f1) / total, total, missing, correctIds };
}
