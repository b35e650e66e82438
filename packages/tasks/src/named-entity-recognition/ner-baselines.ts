import type { Baselines, TaskScores } from "../fine-tuning/fine-tuning-task.ts";
import { countsOf, MostFrequent } from "../fine-tuning/most-frequent.ts";
import type { NerDocument } from "./read-conll.ts";
import type { NameSpan } from "./spans-of-tags.ts";

/**
 * Three predictors. Majority: the most frequent answer for a candidate is "no name", so nothing is found. Name lookup:
 * every name of the training data, longest first, as the type it had most often. Capitals: every run of capitalized
 * words as the most frequent type, a rule of thumb that knows how English writes names.
 */
export function nerBaselines(
  train: readonly NerDocument[],
  test: readonly NerDocument[],
  score: (predictions: readonly (readonly (readonly NameSpan[])[])[]) => TaskScores,
): Baselines {
  const overall = new MostFrequent<string>();
  const byName = new Map<string, MostFrequent<string>>();
  let longest = 1;
  for (const { words, spans } of train.flatMap((document) => document.sentences)) {
    for (const { start, end, label } of spans) {
      overall.add(label, label);
      countsOf(byName, words.slice(start, end).join(" ")).add(label, label);
      longest = Math.max(longest, end - start);
    }
  }
  const predict = (find: (words: readonly string[], at: number) => NameSpan | undefined) =>
    score(
      test.map(({ sentences }) =>
        sentences.map(({ words }) => {
          const names: NameSpan[] = [];
          for (let at = 0; at < words.length; at = Math.max(at + 1, names.at(-1)?.end ?? 0)) {
            const name = find(words, at);
            if (name !== undefined) names.push(name);
          }
          return names;
        }),
      ),
    );
  const usual = overall.value ?? "";
  return {
    majority: predict(() => undefined),
    nameLookup: predict((words, start) => {
      for (let end = Math.min(words.length, start + longest); end > start; end--) {
        const label = byName.get(words.slice(start, end).join(" "))?.value;
        if (label !== undefined) return { start, end, label };
      }
      return undefined;
    }),
    others: {
      "capitalized words": predict((words, start) => {
        let end = start;
        while (end < words.length && /^\p{Lu}/u.test(words[end]!)) end++;
        return end > start && usual !== "" ? { start, end, label: usual } : undefined;
      }),
    },
  };
}
