/**
 * Finds which brackets of a wikitext belong together, in one pass with an explicit stack.
 *
 * `{{…}}`, `{{{…}}}` and `[[…]]` follow MediaWiki's preprocessor (a run of braces gives up its innermost two or
 * three); `{|` and `|}` count at the start of a line; the content of `<ref>`, `<nowiki>` and the like is skipped.
 * Where nesting is broken, `}}` closes the nearest open `{{` and what was open in between stays literal text.
 */
import { extensionTag } from "./extension-tags.ts";
import { NextIndex } from "./next-index.ts";

export const LINK = 1;
export const TEMPLATE = 2;
export const PARAMETER = 3;
export const TABLE = 4;
export const EXTENSION = 5;

/** `matches[i]` is 0, or `end * 8 + kind` where a bracket opens at i: `end` is where its closing bracket begins. */
export type BracketMatches = Int32Array;

const interesting = new Uint8Array(128);
for (const character of "[]{}<") interesting[character.charCodeAt(0)] = 1;

let pool = new Int32Array(1 << 16);

/**
 * The result is valid until the next call: its memory is used again. Longest text: 2^28 code units.
 *
 * @param codes the text's code units, a zero behind them
 */
export function matchBrackets(text: string, codes: Uint16Array): BracketMatches {
  const { length } = text;
  if (pool.length < length + 1) pool = new Int32Array(Math.max(length + 1, pool.length * 2));
  else pool.fill(0, 0, length + 1);
  const matches = pool;
  const kinds: number[] = [];
  const starts: number[] = [];
  const counts: number[] = [];
  /** The stack without its links: templates and tables. */
  const blocks: number[] = [];
  let openBraces = 0;
  let singleOpen = -1;
  const closingTags = new Map<string, NextIndex>();
  const tagEnd = new NextIndex(text, ">");

  const push = (kind: number, start: number, count: number) => {
    kinds.push(kind);
    starts.push(start);
    counts.push(count);
    if (kind !== LINK) blocks.push(kind);
    if (kind === TEMPLATE) openBraces++;
  };
  const pop = () => {
    const kind = kinds.pop();
    starts.pop();
    counts.pop();
    if (kind !== LINK) blocks.pop();
    if (kind === TEMPLATE) openBraces--;
  };
  const popTo = (kind: number) => {
    while (kinds[kinds.length - 1] !== kind) pop();
  };
  /** Gives the innermost `width` brackets of the run on top of the stack their end. */
  const close = (width: number, kind: number, end: number) => {
    const top = counts.length - 1;
    counts[top]! -= width;
    matches[starts[top]! + counts[top]!] = end * 8 + kind;
    if (counts[top]! < 2) pop();
  };

  for (let i = 0; ; ) {
    i = nextInteresting(codes, i, length);
    if (i >= length) break;
    const c = codes[i]!;
    if (c === 60 /* < */) {
      i = skipExtension(text, i, matches, closingTags, tagEnd);
      continue;
    }
    let end = i + 1;
    while (codes[end] === c) end++;
    const run = end - i;
    if (c === 91 /* [ */) {
      if (run >= 2) push(LINK, i, run);
      else singleOpen = i;
    } else if (c === 93 /* ] */) {
      const inLink = kinds[kinds.length - 1] === LINK;
      let at = i;
      // "[[cat|[sic]]]": the first of the three closes the single bracket.
      if (inLink && run === 3 && singleOpen > starts[starts.length - 1]!) at++;
      for (; end - at >= 2 && kinds[kinds.length - 1] === LINK; at += 2) close(2, LINK, at);
      singleOpen = -1;
    } else if (c === 123 /* { */) {
      const table = codes[end] === 124 && startsLine(text, end - 1);
      const braces = table && run !== 2 ? run - 1 : run;
      if (braces >= 2) push(TEMPLATE, i, braces);
      if (braces < run) push(TABLE, end - 1, 1);
    } else {
      let at = i;
      const table = blocks[blocks.length - 1] === TABLE;
      if (table && codes[i - 1] === 124 && startsLine(text, i - 1)) {
        popTo(TABLE);
        matches[starts[starts.length - 1]!] = i * 8 + TABLE;
        pop();
        at++;
      }
      while (end - at >= 2 && openBraces > 0) {
        popTo(TEMPLATE);
        const width = counts[counts.length - 1]! >= 3 && end - at >= 3 ? 3 : 2;
        close(width, width === 3 ? PARAMETER : TEMPLATE, at);
        at += width;
      }
    }
    i = end;
  }
  return matches;
}

function nextInteresting(codes: Uint16Array, from: number, length: number): number {
  let i = from;
  for (; i < length; i++) {
    const c = codes[i]!;
    if (c < 128 && interesting[c] === 1) break;
  }
  return i;
}

/** Position after the closing bracket of a match. */
export function afterBracket(text: string, match: number): number {
  const end = match >> 3;
  const kind = match & 7;
  if (kind === EXTENSION) return text.indexOf(">", end) + 1;
  return end + (kind === TABLE ? 1 : kind === PARAMETER ? 3 : 2);
}

/** Whether only spaces and indents stand between the start of the line and `at`. */
function startsLine(text: string, at: number): boolean {
  let i = at - 1;
  while (i >= 0 && (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 58)) i--;
  return i < 0 || text.charCodeAt(i) === 10;
}

/** Notes the end of `<ref>…</ref>` and the like at `i` and returns where to go on. */
function skipExtension(
  text: string,
  i: number,
  matches: BracketMatches,
  closingTags: Map<string, NextIndex>,
  tagEnd: NextIndex,
): number {
  extensionTag.lastIndex = i;
  const match = extensionTag.exec(text);
  if (match === null) return i + 1;
  const open = tagEnd.from(i);
  if (open < 0) return i + 1;
  if (text.charCodeAt(open - 1) === 47 /* / */) return open + 1;
  const name = match[1]!.toLowerCase();
  let closing = closingTags.get(name);
  if (closing === undefined)
    closingTags.set(name, (closing = new NextIndex(text, new RegExp(`</${name}\\s*>`))));
  const end = closing.from(open);
  if (end < 0) return i + 1;
  matches[i] = end * 8 + EXTENSION;
  return end;
}
