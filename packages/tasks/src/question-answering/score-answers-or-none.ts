import { nothingToScore } from "../fine-tuning/errors.ts";
import { compareAnswers } from "./compare-answers.ts";
import { normalizeAnswer } from "./normalize-answer.ts";

export interface AnswerOrNoneFigures {
  /** Percentages, 0..100. */
  readonly exactMatch: number;
  readonly f1: number;
  /** Questions scored. */
  readonly total: number;
}

export interface AnswerOrNoneScores extends AnswerOrNoneFigures {
  /** Questions without a prediction; they are left out. */
  readonly missing: number;
  /** Of the questions that have an answer, and of those that have none; undefined where there are no such. */
  readonly answerable: AnswerOrNoneFigures | undefined;
  readonly unanswerable: AnswerOrNoneFigures | undefined;
}

/**
 * Exact match and F1 by the definition of SQuAD 2.0: the right answer of a question without any is the empty one, and
 * a question without a prediction is left out. Of questions with the same id the last counts.
 *
 * @throws LukeError TSK231 where no question has a prediction
 */
export function scoreAnswersOrNone(
  questions: readonly { readonly id: string; readonly answers: readonly string[] }[],
  predictions: ReadonlyMap<string, string>,
): AnswerOrNoneScores {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const scored = [...byId.values()].flatMap(({ id, answers }) => {
    const answer = predictions.get(id);
    if (answer === undefined) return [];
    const right = answers.filter((text) => normalizeAnswer(text) !== "");
    return [{ answerable: answers.length > 0, ...matchOrNone(answer, right) }];
  });
  if (scored.length === 0) throw nothingToScore("questions");
  const figuresOf = (
    of: readonly { readonly exact: number; readonly f1: number }[],
  ): AnswerOrNoneFigures => ({
    exactMatch: (100 * sum(of.map(({ exact }) => exact))) / of.length,
    f1: (100 * sum(of.map(({ f1 }) => f1))) / of.length,
    total: of.length,
  });
  const some = (of: typeof scored) => (of.length === 0 ? undefined : figuresOf(of));
  return {
    ...figuresOf(scored),
    missing: byId.size - scored.length,
    answerable: some(scored.filter(({ answerable }) => answerable)),
    unanswerable: some(scored.filter(({ answerable }) => !answerable)),
  };
}

function matchOrNone(answer: string, right: readonly string[]): { exact: number; f1: number } {
  if (right.length > 0) return compareAnswers(answer, right);
  const none = normalizeAnswer(answer) === "" ? 1 : 0;
  return { exact: none, f1: none };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
