import { noRelation } from "./score-relations.ts";

export interface DirectedRelationFigures {
  /** Fractions. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface DirectedRelationScores {
  /** Mean F1 over the relations of the gold data, a fraction: the official number. */
  readonly macroF1: number;
  /** Per relation of the gold data, without its direction. */
  readonly relations: ReadonlyMap<string, DirectedRelationFigures>;
}

/**
 * The official measure of SemEval-2010 task 8: macro F1 over the relations without `Other` (or `no_relation`), where the
 * right relation in the wrong direction, `(e2,e1)` for `(e1,e2)`, is a mistake. An example without a prediction is one
 * predicted as no relation.
 */
export function scoreDirectedRelations(
  gold: readonly string[],
  predicted: readonly (string | undefined)[],
): DirectedRelationScores {
  const names = [...new Set(gold.map(undirected))].filter((name) => !isNegative(name)).sort();
  const relations = new Map(
    names.map((name) => {
      const right = gold.filter((label, i) => undirected(label) === name && predicted[i] === label).length;
      const guessed = gold.filter((_, i) => undirected(predicted[i] ?? noRelation) === name).length;
      const present = gold.filter((label) => undirected(label) === name).length;
      const precision = guessed === 0 ? 0 : right / guessed;
      const recall = right / present;
      const both = precision + recall;
      return [name, { precision, recall, f1: both === 0 ? 0 : (2 * precision * recall) / both }] as const;
    }),
  );
  const total = [...relations.values()].reduce((sum, { f1 }) => sum + f1, 0);
  return { macroF1: names.length === 0 ? 0 : total / names.length, relations };
}

function undirected(label: string): string {
  return label.replace(/\(e\d,e\d\)$/, "");
}

function isNegative(name: string): boolean {
  return name === "Other" || name === noRelation;
}
