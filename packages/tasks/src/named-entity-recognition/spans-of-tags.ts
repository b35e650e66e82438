/** Words `start` to `end` (exclusive) of a sentence are a name of this type. */
export interface NameSpan {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** How tags mark the beginnings and ends of names. */
export type TagScheme = "IOB1" | "IOB2" | "BIOES" | "mixed";

/**
 * The names that tags mark. One rule reads IOB1, IOB2 and BIOES: B, S, L→U notation included, start a name, and so
 * does any tag inside after O, after another type, or after the end of a name; E, S, L and U end one.
 */
export function spansOfTags(tags: readonly string[]): NameSpan[] {
  const spans: NameSpan[] = [];
  let open: { start: number; label: string } | undefined;
  const close = (end: number): void => {
    if (open !== undefined) spans.push({ ...open, end });
    open = undefined;
  };
  for (const [i, tag] of tags.entries()) {
    const { position, label } = parseTag(tag);
    if (position === "O") {
      close(i);
      continue;
    }
    if (open === undefined || open.label !== label || "BSU".includes(position)) {
      close(i);
      open = { start: i, label };
    }
    if ("ESLU".includes(position)) close(i + 1);
  }
  close(tags.length);
  return spans;
}

/** Spans as IOB2 tags of `length` words. */
export function tagsOfSpans(spans: readonly NameSpan[], length: number): string[] {
  const tags = new Array<string>(length).fill("O");
  for (const { start, end, label } of spans) {
    for (let i = start; i < end; i++) tags[i] = `${i === start ? "B" : "I"}-${label}`;
  }
  return tags;
}

/**
 * Which scheme the tags follow. "mixed": some names start with I, and B also starts names that need none.
 * Without any name it is IOB2.
 */
export function detectScheme(sentences: readonly (readonly string[])[]): TagScheme {
  let [startsWithI, startsWithNeedlessB] = [false, false];
  for (const tags of sentences) {
    let last = { position: "O", label: "" };
    for (const tag of tags) {
      const next = parseTag(tag);
      if ("ESLU".includes(next.position)) return "BIOES";
      const continues = last.position !== "O" && last.label === next.label;
      if (next.position === "I" && !continues) startsWithI = true;
      if (next.position === "B" && !continues) startsWithNeedlessB = true;
      last = next;
    }
  }
  if (!startsWithI) return "IOB2";
  return startsWithNeedlessB ? "mixed" : "IOB1";
}

function parseTag(tag: string): { position: string; label: string } {
  const dash = tag.indexOf("-");
  return dash < 0
    ? { position: tag, label: "" }
    : { position: tag.slice(0, dash), label: tag.slice(dash + 1) };
}
