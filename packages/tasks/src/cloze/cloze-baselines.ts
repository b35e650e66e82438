import type { Baselines, TaskScores } from "../fine-tuning/fine-tuning-task.ts";
import { MostFrequent } from "../fine-tuning/most-frequent.ts";
import type { ClozeExample } from "./read-record.ts";

/** The name that the passage has most often, and the name of the passage that was the answer most often in training. */
export function clozeBaselines(
  train: readonly ClozeExample[],
  test: readonly ClozeExample[],
  score: (predictions: readonly string[]) => TaskScores,
): Baselines {
  const answers = new MostFrequent<string>();
  for (const example of train) for (const answer of new Set(example.answers)) answers.add(answer, answer);
  const names = ({ passage, entities }: ClozeExample): string[] =>
    entities.map(({ start, end }) => passage.slice(start, end));
  const usual = (example: ClozeExample): string => {
    const counts = new MostFrequent<string>();
    for (const name of names(example)) counts.add(name, name);
    return counts.value ?? "";
  };
  return {
    majority: score(test.map(usual)),
    nameLookup: score(
      test.map((example) => {
        const known = names(example).filter((name) => answers.countOf(name) > 0);
        known.sort((a, b) => answers.countOf(b) - answers.countOf(a));
        return known[0] ?? usual(example);
      }),
    ),
  };
}
