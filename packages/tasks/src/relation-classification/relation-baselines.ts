import type { Baselines, TaskScores } from "../fine-tuning/fine-tuning-task.ts";
import { countsOf, MostFrequent } from "../fine-tuning/most-frequent.ts";
import type { RelationExample, WordSpan } from "./read-tacred.ts";
import { noRelation } from "./score-relations.ts";

/**
 * The most frequent relation that counts, and the most frequent label of the same two names, or else of the same
 * head, or else of the same tail, or else of all.
 */
export function relationBaselines(
  train: readonly RelationExample[],
  test: readonly RelationExample[],
  score: (predictions: readonly string[]) => TaskScores,
): Baselines {
  const overall = new MostFrequent<string>();
  const counting = new MostFrequent<string>();
  const byName = new Map<string, MostFrequent<string>>();
  for (const example of train) {
    if (example.label === "") continue;
    overall.add(example.label, example.label);
    if (example.label !== noRelation) counting.add(example.label, example.label);
    for (const name of namesOf(example)) countsOf(byName, name).add(example.label, example.label);
  }
  const usual = overall.value ?? noRelation;
  const lookUp = (example: RelationExample): string => {
    const known = namesOf(example).find((name) => byName.has(name));
    return known === undefined ? usual : byName.get(known)!.value!;
  };
  return {
    majority: score(test.map(() => counting.value ?? usual)),
    nameLookup: score(test.map(lookUp)),
  };
}

/** Keys from the most to the least special. */
function namesOf({ words, head, tail }: RelationExample): string[] {
  const name = ({ start, end }: WordSpan): string => words.slice(start, end).join(" ").toLowerCase();
  return [`${name(head)}\n${name(tail)}`, `${name(head)}\n`, `\n${name(tail)}`];
}
