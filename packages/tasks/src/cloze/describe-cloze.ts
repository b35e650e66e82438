import { type DatasetSummary, noted, repeatedIds } from "../fine-tuning/dataset-summary.ts";
import type { ClozeExample } from "./read-record.ts";

export function describeCloze(examples: readonly ClozeExample[]): DatasetSummary {
  const ids = (wanted: (example: ClozeExample) => boolean) => examples.filter(wanted).map(({ id }) => id);
  return {
    counts: {
      queries: examples.length,
      candidates: examples.reduce((sum, { entities }) => sum + entities.length, 0),
      queriesWithoutAnswer: examples.filter(({ answers }) => answers.length === 0).length,
      overlappingEntities: examples.reduce((sum, { overlapping = 0 }) => sum + overlapping, 0),
    },
    labels: {},
    warnings: [
      ...repeatedIds(examples),
      ...noted(
        "passages have entities that overlap an earlier one and are no candidates",
        ids(({ overlapping = 0 }) => overlapping > 0),
      ),
      ...noted(
        "queries have an answer whose text is not what stands at its place; the place is trained, the text is scored",
        ids(({ misplaced = 0 }) => misplaced > 0),
      ),
      ...noted(
        "passages have no candidate",
        ids(({ entities }) => entities.length === 0),
      ),
      ...noted(
        "queries have an answer that is no candidate of the passage; they teach that no candidate is right",
        ids(({ answers, right }) => answers.length > 0 && !right.includes(true)),
      ),
    ],
  };
}
