import type { QuestionFeatures } from "./question-features.ts";

export interface ScoredAnswer {
  /** `passage.slice(start, end)`; UTF-16 code units. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Sum of the two logits. */
  readonly score: number;
}

export interface AnswerSearch {
  /** Starts and ends tried per window: 20 each. */
  readonly candidates?: number;
  /** Word tokens of an answer at most: 30. */
  readonly maxAnswerLength?: number;
}

/**
 * The best answers in one window: the highest starts with the highest ends, in order and not too long, a start
 * only where the window shows it with the most context. Texts are exact slices of the passage. Best first.
 *
 * @param logits - `[words]` each
 */
export function bestAnswers(
  features: QuestionFeatures,
  passage: string,
  logits: { readonly starts: ArrayLike<number>; readonly ends: ArrayLike<number> },
  { candidates = 20, maxAnswerLength = 30 }: AnswerSearch = {},
): ScoredAnswer[] {
  const { passageAt, starts, ends, mostContext } = features;
  const tokens = [...starts.keys()];
  const highest = (scores: ArrayLike<number>, allowed: readonly number[]): number[] =>
    [...allowed]
      .sort((a, b) => scores[b + passageAt]! - scores[a + passageAt]! || a - b)
      .slice(0, candidates);
  const answers: ScoredAnswer[] = [];
  const lasts = highest(logits.ends, tokens);
  for (const first of highest(
    logits.starts,
    tokens.filter((token) => mostContext[token] === 1),
  )) {
    for (const last of lasts) {
      if (last < first || last - first + 1 > maxAnswerLength) continue;
      const [start, end] = [starts[first]!, ends[last]!];
      const score = logits.starts[first + passageAt]! + logits.ends[last + passageAt]!;
      answers.push({ text: passage.slice(start, end), start, end, score });
    }
  }
  return answers.sort((a, b) => b.score - a.score || a.start - b.start || a.end - b.end);
}
