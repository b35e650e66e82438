/** Part of a wikitext: `[from, to)` in UTF-16 code units. */
export interface Region {
  readonly from: number;
  readonly to: number;
}

/** The region without white space at its ends. */
export function trimmedRegion(text: string, from: number, to: number): Region {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return { from: start, to: end };
}
