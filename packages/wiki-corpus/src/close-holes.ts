import type { Link } from "./paragraph.ts";

/** Brackets that hold nothing any more: " ()", " ( , )"; or begin with what followed something: "(; 1900". */
const hole = / \(\s*[,;:]?\s*\)|(?<= \()[,;:]? +(?=[^\s)])|(?<= \()[,;:] ?/g;
/** How every hole begins. */
const perhapsHole = / \([\s,;:)]/;

/**
 * Removes what templates and formulas leave behind when they are dropped: "Aristotle (; 384 BC)" becomes
 * "Aristotle (384 BC)". Mentions are not touched, and their offsets follow.
 */
export function closeHoles(text: string, links: Link[]): { readonly text: string; readonly links: Link[] } {
  if (!perhapsHole.test(text)) return { text, links };
  let result = "";
  let from = 0;
  let next = 0;
  let removed = 0;
  const moved: Link[] = [];
  const moveUntil = (at: number) => {
    for (; next < links.length && links[next]!.start < at; next++) {
      const { title, start, end } = links[next]!;
      moved.push({ title, start: start - removed, end: end - removed });
    }
  };
  for (const match of text.matchAll(hole)) {
    const end = match.index + match[0].length;
    moveUntil(match.index);
    const inside = next > 0 && links[next - 1]!.end > match.index;
    if (inside || (next < links.length && links[next]!.start < end)) continue;
    result += text.slice(from, match.index);
    removed += end - match.index;
    from = end;
  }
  moveUntil(Number.POSITIVE_INFINITY);
  return { text: result + text.slice(from), links: moved };
}
