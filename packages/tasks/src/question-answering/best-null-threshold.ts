import { compareAnswers } from "./compare-answers.ts";
import { normalizeAnswer } from "./normalize-answer.ts";

export interface AnswerWithMargin {
  /** The best stretch of the passage. */
  readonly answer: string;
  /** By how much the score of there being no answer is above that of this stretch. */
  readonly margin: number;
}

export interface NullThreshold {
  readonly threshold: number;
  /** Percentages with this threshold, 0..100. */
  readonly exactMatch: number;
  readonly f1: number;
}

/**
 * The threshold with the best F1 when an answer is given where its margin is not above it (SQuAD 2.0, whose scorer reports
 * it as a bound: a model is to choose it on the development set). The lowest such one.
 *
 * @throws RangeError for another number of predictions than of questions, or for none
 */
export function bestNullThreshold(
  questions: readonly { readonly answers: readonly string[] }[],
  predictions: readonly AnswerWithMargin[],
): NullThreshold {
  if (questions.length !== predictions.length || questions.length === 0) {
    throw new RangeError(
      `bestNullThreshold: ${predictions.length} predictions for ${questions.length} questions, expected as many, and some`,
    );
  }
  const rows = questions.map(({ answers }, i) => {
    const { answer, margin } = predictions[i]!;
    const right = answers.filter((text) => normalizeAnswer(text) !== "");
    const none = right.length === 0 ? 1 : 0;
    return { margin, none, given: none === 1 ? { exact: 0, f1: 0 } : compareAnswers(answer, right) };
  });
  rows.sort((a, b) => a.margin - b.margin);
  let exact = rows.reduce((sum, { none }) => sum + none, 0);
  let f1 = exact;
  // Below all margins no question is answered.
  let best = { threshold: rows[0]!.margin - 1, exact, f1 };
  for (const [i, { margin, none, given }] of rows.entries()) {
    exact += given.exact - none;
    f1 += given.f1 - none;
    const whole = rows[i + 1]?.margin !== margin;
    if (whole && f1 > best.f1) best = { threshold: margin, exact, f1 };
  }
  const percent = (sum: number): number => (100 * sum) / rows.length;
  return { threshold: best.threshold, exactMatch: percent(best.exact), f1: percent(best.f1) };
}
