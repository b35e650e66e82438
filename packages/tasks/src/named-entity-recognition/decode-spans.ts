import type { NameSpan } from "./spans-of-tags.ts";

/**
 * The names among scored candidates: the highest logit first, each unless it overlaps one taken before
 * (paper §4.3). In order of place.
 */
export function decodeSpans(scored: readonly (NameSpan & { readonly logit: number })[]): NameSpan[] {
  const taken = new Set<number>();
  const names: NameSpan[] = [];
  for (const { start, end, label } of [...scored].sort((a, b) => b.logit - a.logit)) {
    const words = Array.from({ length: end - start }, (_, i) => start + i);
    if (words.some((word) => taken.has(word))) continue;
    for (const word of words) taken.add(word);
    names.push({ start, end, label });
  }
  return names.sort((a, b) => a.start - b.start);
}
