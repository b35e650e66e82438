import { countLabels, type DatasetSummary, noted } from "../fine-tuning/dataset-summary.ts";
import type { NerDocument } from "./read-conll.ts";
import { detectScheme } from "./spans-of-tags.ts";

/** @param maxSpanLength longest name that is a candidate, in words */
export function describeNames(documents: readonly NerDocument[], maxSpanLength: number): DatasetSummary {
  const sentences = documents.flatMap((document) => document.sentences);
  const names = sentences.flatMap(({ words, spans }) => spans.map((span) => ({ ...span, words })));
  const long = names.filter(({ start, end }) => end - start > maxSpanLength);
  const mixed = detectScheme(sentences.map(({ tags }) => tags)) === "mixed";
  const labels = countLabels(names.map(({ label }) => label));
  return {
    counts: {
      documents: documents.length,
      sentences: sentences.length,
      words: sentences.reduce((sum, { words }) => sum + words.length, 0),
      names: names.length,
      labels: Object.keys(labels).length,
    },
    labels,
    warnings: [
      ...(mixed ? ["tags are IOB1 in some sentences and IOB2 in others; names are read by one rule"] : []),
      ...noted(
        `names have more than ${maxSpanLength} words, are no candidates and count as missed`,
        long.map(({ words, start, end }) => words.slice(start, end).join(" ")),
      ),
    ],
  };
}
