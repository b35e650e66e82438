import { countLabels, type DatasetSummary, noted, repeated } from "../fine-tuning/dataset-summary.ts";
import type { RelationExample } from "./read-tacred.ts";
import { noRelation } from "./score-relations.ts";

export function describeRelations(examples: readonly RelationExample[]): DatasetSummary {
  const labels = countLabels(examples.map(({ label }) => label));
  return {
    counts: {
      sentences: examples.length,
      withoutRelation: labels[noRelation] ?? 0,
      labels: Object.keys(labels).length,
    },
    labels,
    warnings: [
      ...repeated(
        "ids are given",
        examples.map(({ id }) => id),
      ),
      ...noted(
        "sentences have no label, teach nothing and are left out of the scores",
        examples.filter(({ label }) => label === "").map(({ id }) => id),
      ),
    ],
  };
}
