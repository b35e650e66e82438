import { countLabels, type DatasetSummary, noted, repeated } from "../fine-tuning/dataset-summary.ts";
import type { EntityTypingExample } from "./read-open-entity.ts";

export function describeTyping(examples: readonly EntityTypingExample[]): DatasetSummary {
  const labels = countLabels(examples.flatMap((example) => example.labels));
  return {
    counts: {
      mentions: examples.length,
      mentionsWithoutLabel: examples.filter((example) => example.labels.length === 0).length,
      labels: Object.keys(labels).length,
    },
    labels,
    warnings: [
      ...repeated(
        "mentions stand there",
        examples.map(({ text, start, end }) => `${text} ${start}–${end}`),
      ),
      ...noted(
        "mentions are nothing but white space",
        examples
          .filter(({ text, start, end }) => text.slice(start, end).trim() === "")
          .map(({ text }) => text),
      ),
    ],
  };
}
