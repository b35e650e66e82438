import { printFixed } from "../fine-tuning/print-fixed.ts";

export interface RelationScores {
  /** Fractions over all examples; 1 when nothing but `no_relation` was guessed, as the official scorer has it. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Per relation of the gold data, by name. */
  readonly relations: ReadonlyMap<
    string,
    { readonly precision: number; readonly recall: number; readonly f1: number; readonly count: number }
  >;
}

/** The label that TACRED's measure leaves out. */
export const noRelation = "no_relation";

/**
 * Micro precision, recall and F1 without `no_relation`: TACRED's official measure (paper §4.2).
 * Predictions beyond the examples are ignored, as there.
 *
 * @throws RangeError when there are fewer predictions than examples.
 */
export function scoreRelations(
  gold: readonly string[],
  predicted: readonly string[],
  negative: string = noRelation,
): RelationScores {
  if (predicted.length < gold.length) {
    throw new RangeError(
      `Cannot score: ${predicted.length} predictions for ${gold.length} examples, expected as many`,
    );
  }
  const correct = new Map<string, number>();
  const guessed = new Map<string, number>();
  const present = new Map<string, number>();
  const count = (counts: Map<string, number>, label: string): void => {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  };
  for (const [i, label] of gold.entries()) {
    const guess = predicted[i]!;
    if (guess !== negative) count(guessed, guess);
    if (label !== negative) count(present, label);
    if (guess === label && guess !== negative) count(correct, label);
  }
  const relations = new Map(
    [...present.keys()]
      .sort((a, b) => (a < b ? -1 : 1))
      .map((label) => {
        const total = present.get(label)!;
        const figures = figuresOf(correct.get(label) ?? 0, guessed.get(label) ?? 0, total);
        return [label, { ...figures, count: total }] as const;
      }),
  );
  return { ...figuresOf(sum(correct), sum(guessed), sum(present)), relations };
}

/** The scores as the official scorer prints them. */
export function formatRelationScores({ relations, ...total }: RelationScores): string {
  const width = Math.max(0, ...[...relations.keys()].map((label) => label.length));
  const percent = (value: number): string =>
    `${value < 0.1 ? " " : ""}${value < 1 ? " " : ""}${printFixed(value * 100, 2)}%`;
  const lines = [...relations].map(
    ([label, { precision, recall, f1, count }]) =>
      `${label.padEnd(width)}  P: ${percent(precision)}  R: ${percent(recall)}  F1: ${percent(f1)}  #: ${count}\n`,
  );
  return (
    `Per-relation statistics:\n${lines.join("")}\nFinal Score:\n` +
    `Precision (micro): ${printFixed(total.precision * 100, 3)}%\n` +
    `   Recall (micro): ${printFixed(total.recall * 100, 3)}%\n` +
    `       F1 (micro): ${printFixed(total.f1 * 100, 3)}%\n`
  );
}

function figuresOf(correct: number, guessed: number, present: number): Omit<RelationScores, "relations"> {
  const precision = guessed === 0 ? 1 : correct / guessed;
  const recall = present === 0 ? 0 : correct / present;
  const both = precision + recall;
  return { precision, recall, f1: both === 0 ? 0 : (2 * precision * recall) / both };
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((a, b) => a + b, 0);
}
