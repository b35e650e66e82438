import type { NameSpan } from "./spans-of-tags.ts";

/**
 * The names among scored candidates: the highest logit first, each unless it overlaps one taken before
 * (paper §4.3). In order of place.
 */
export function decodeSpans<Name extends NameSpan>(
  scored: readonly (Name & { readonly logit: number })[],
): Name[] {
  const taken = new Set<number>();
  const names: Name[] = [];
  for (const name of [...scored].sort((a, b) => b.logit - a.logit)) {
    const { start, end } = name;
    const words = Array.from({ length: end - start }, (_, i) => start + i);
    if (words.some((word) => taken.has(word))) continue;
    for (const word of words) taken.add(word);
    names.push(name);
  }
  return names.sort((a, b) => a.start - b.start);
}
