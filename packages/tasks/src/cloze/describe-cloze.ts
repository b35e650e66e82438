import { type DatasetSummary, noted, repeated } from "../fine-tuning/dataset-summary.ts";
import type { ClozeExample } from "./read-record.ts";

export function describeCloze(examples: readonly ClozeExample[]): DatasetSummary {
  const ids = (wanted: (example: ClozeExample) => boolean) => examples.filter(wanted).map(({ id }) => id);
  return {
    counts: {
      queries: examples.length,
      candidates: examples.reduce((sum, { entities }) => sum + entities.length, 0),
      queriesWithoutAnswer: examples.filter(({ answers }) => answers.length === 0).length,
    },
    labels: {},
    warnings: [
      ...repeated(
        "ids are given",
        examples.map(({ id }) => id),
      ),
      ...noted(
        "passages have no candidate",
        ids(({ entities }) => entities.length === 0),
      ),
      ...noted(
        "queries have an answer that is no candidate of the passage",
        ids(({ answers, right }) => answers.length > 0 && !right.includes(true)),
      ),
    ],
  };
}
