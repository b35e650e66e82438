import type { TextSpan } from "./pipeline.ts";

/**
 * Sentences by the engine's rules (Intl.Segmenter) and by line breaks, without the white space around them.
 * Its answer may change with the engine; @lukejs/wiki-corpus has a splitter that does not.
 */
export function splitSentences(text: string): TextSpan[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: "sentence" });
  const sentences: TextSpan[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    for (const { 0: line, index: at } of segment.matchAll(/[^\n\r]+/g)) {
      const start = index + at + (line.length - line.trimStart().length);
      const end = index + at + line.trimEnd().length;
      if (end > start) sentences.push({ start, end });
    }
  }
  return sentences;
}
