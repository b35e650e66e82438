import type { Baselines, TaskScores } from "../fine-tuning/fine-tuning-task.ts";
import { countsOf, MostFrequent } from "../fine-tuning/most-frequent.ts";
import type { EntityTypingExample } from "./read-open-entity.ts";

/** The most frequent set of labels, and the most frequent one of the same mention text (else the former). */
export function entityTypingBaselines(
  train: readonly EntityTypingExample[],
  test: readonly EntityTypingExample[],
  score: (predictions: readonly (readonly string[])[]) => TaskScores,
): Baselines {
  const overall = new MostFrequent<readonly string[]>();
  const byName = new Map<string, MostFrequent<readonly string[]>>();
  const nameOf = ({ text, start, end }: EntityTypingExample): string => text.slice(start, end).toLowerCase();
  for (const example of train) {
    const key = [...example.labels].sort().join("\n");
    overall.add(key, example.labels);
    countsOf(byName, nameOf(example)).add(key, example.labels);
  }
  const usual = overall.value ?? [];
  return {
    majority: score(test.map(() => usual)),
    nameLookup: score(test.map((example) => byName.get(nameOf(example))?.value ?? usual)),
  };
}
