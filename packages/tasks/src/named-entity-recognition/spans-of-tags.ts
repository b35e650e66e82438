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
 * Which scheme the tags follow. "mixed": what one of them forbids stands beside what only it has, as names that start
 * with I beside names that start with a needless B, or E beside names without it. Without any name it is IOB2.
 */
export function detectScheme(sentences: readonly (readonly string[])[]): TagScheme {
  const shown = new Set(sentences.flatMap(schemesShown));
  const [only] = shown;
  return shown.size > 1 ? "mixed" : (only ?? "IOB2");
}

/** The schemes that only explain some name of a sentence. */
export function schemesShown(tags: readonly string[]): Exclude<TagScheme, "mixed">[] {
  let [startsWithI, startsWithNeedlessB, marksEnds, lacksEnd] = [false, false, false, false];
  let last = outside;
  for (const tag of [...tags, "O"]) {
    const next = parseTag(tag);
    const continues = last.position !== "O" && !endsName(last) && last.label === next.label;
    if (endsName(next)) marksEnds = true;
    if (next.position === "I" && !continues) startsWithI = true;
    if (next.position === "B" && !(last.position !== "O" && last.label === next.label))
      startsWithNeedlessB = true;
    const inside = continues && (next.position === "I" || next.position === "E" || next.position === "L");
    if (last.position !== "O" && !endsName(last) && !inside) lacksEnd = true;
    last = next;
  }
  return [
    ...(startsWithI ? (["IOB1"] as const) : []),
    ...(marksEnds ? (["BIOES"] as const) : []),
    ...((marksEnds ? lacksEnd && !startsWithI : startsWithNeedlessB) ? (["IOB2"] as const) : []),
  ];
}

interface ParsedTag {
  readonly position: string;
  readonly label: string;
}
const outside: ParsedTag = { position: "O", label: "" };

function endsName({ position }: ParsedTag): boolean {
  return "ESLU".includes(position);
}

function parseTag(tag: string): ParsedTag {
  const dash = tag.indexOf("-");
  return dash < 0
    ? { position: tag, label: "" }
    : { position: tag.slice(0, dash), label: tag.slice(dash + 1) };
}
