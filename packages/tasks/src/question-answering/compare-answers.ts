import { normalizeAnswer } from "./normalize-answer.ts";

export interface AnswerMatch {
  /** 1 when the normalized answers are equal. */
  readonly exact: number;
  /** Overlap of their words, counted as multisets. */
  readonly f1: number;
}

/** How well an answer matches one of the right ones; the two figures may come from different right answers. */
export function compareAnswers(answer: string, gold: readonly string[]): AnswerMatch {
  const normalized = normalizeAnswer(answer);
  let [exact, f1] = [0, 0];
  for (const right of gold) {
    const wanted = normalizeAnswer(right);
    if (wanted === normalized) exact = 1;
    f1 = Math.max(f1, wordOverlap(words(normalized), words(wanted)));
  }
  return { exact, f1 };
}

function wordOverlap(found: readonly string[], wanted: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1);
  let same = 0;
  for (const word of found) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    same++;
  }
  if (same === 0) return 0;
  const precision = same / found.length;
  const recall = same / wanted.length;
  return (2 * precision * recall) / (precision + recall);
}

function words(normalized: string): string[] {
  return normalized === "" ? [] : normalized.split(" ");
}
