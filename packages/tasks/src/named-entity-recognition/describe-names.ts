import { countLabels, type DatasetSummary, noted, repeated } from "../fine-tuning/dataset-summary.ts";
import type { NerDocument } from "./read-conll.ts";
import { detectScheme, schemesShown } from "./spans-of-tags.ts";

/** @param maxSpanLength longest name that is a candidate, in words */
export function describeNames(documents: readonly NerDocument[], maxSpanLength: number): DatasetSummary {
  const sentences = documents.flatMap((document) => document.sentences);
  const names = sentences.flatMap(({ words, spans }) => spans.map((span) => ({ ...span, words })));
  const long = names.filter(({ start, end }) => end - start > maxSpanLength);
  const tags = sentences.map((sentence) => sentence.tags);
  const scheme = detectScheme(tags);
  const shown = Object.entries(countLabels(tags.flatMap(schemesShown)));
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
    ...(names.length === 0 || scheme === "mixed" ? {} : { notes: [`tags are ${scheme}`] }),
    warnings: [
      ...(scheme === "mixed"
        ? [
            `tags are of mixed schemes (sentences that show them: ${shown.map((pair) => pair.join(" ")).join(", ")}); names are read by one rule`,
          ]
        : []),
      ...repeated(
        "documents go on behind another one",
        documents.flatMap(({ id }) => (id === undefined ? [] : [id])),
        "; their parts give each other no context",
      ),
      ...noted(
        `names have more than ${maxSpanLength} words, are no candidates and count as missed`,
        long.map(({ words, start, end }) => words.slice(start, end).join(" ")),
      ),
    ],
  };
}
