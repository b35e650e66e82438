import { LINK } from "./match-brackets.ts";
import type { Paragraph } from "./paragraph.ts";
import { readApostrophes, readBrace, readReference, readTag, readUnderscore } from "./read-inline.ts";
import { readLineStart } from "./read-line-start.ts";
import { closeLink, label, readBracket, readLink } from "./read-link.ts";
import { readCellMark } from "./read-table.ts";
import { ScannerState } from "./scanner-state.ts";
import type { SiteInfo } from "./site-info.ts";
import { stripComments } from "./strip-comments.ts";
import { type WikiRules, wikiRules } from "./wiki-rules.ts";

export interface ScanOptions {
  /** Whether letters right after `]]` belong to the mention ("[[bus]]es"). Default false, as in the original. */
  readonly linkTrails?: boolean;
  /** Whether captions of images become paragraphs. Default true. */
  readonly captions?: boolean;
  /** Whether cells and captions of tables become paragraphs. Default false, as in the original. */
  readonly tables?: boolean;
  /** Whether footnotes (`<ref>`) become paragraphs, after all others of the page. Default false, as in the original. */
  readonly references?: boolean;
}

export interface ScannedWikitext {
  readonly paragraphs: readonly Paragraph[];
  readonly disambiguation: boolean;
  /** Names of templates left out, with how often. */
  readonly droppedTemplates: ReadonlyMap<string, number>;
}

const special = new Uint8Array(256);
for (const character of "\n\r\t\v\f '[]{<&_\u00a0") special[character.charCodeAt(0)] = 1;
/** In tables that are kept, "||" and "!!" end a cell. */
const specialInTables = Uint8Array.from(special);
for (const character of "|!") specialInTables[character.charCodeAt(0)] = 1;

/** The scanner of one wiki's pages; see {@link scanWikitext}. */
export function wikitextScanner(
  site: SiteInfo,
  options: ScanOptions = {},
): (wikitext: string) => ScannedWikitext {
  const wiki = wikiRules(site);
  return (wikitext) => scanWikitext(wikitext, wiki, options);
}

/**
 * Wikitext to paragraphs in one pass over the text, brackets matched beforehand: an explicit stack, no recursion,
 * linear in the length of the input whatever it is, and never an exception.
 */
function scanWikitext(wikitext: string, wiki: WikiRules, options: ScanOptions): ScannedWikitext {
  const state = new ScannerState(stripComments(wikitext), wiki, options);
  scanText(state);
  const paragraphs = state.builder.paragraphs;
  // Footnotes are texts of their own; their own footnotes are not read.
  for (const reference of state.references) {
    const inner = new ScannerState(reference, wiki, { ...options, references: false });
    scanText(inner);
    for (const paragraph of inner.builder.paragraphs) paragraphs.push({ ...paragraph, abstract: false });
    for (const [name, count] of inner.droppedTemplates)
      state.droppedTemplates.set(name, (state.droppedTemplates.get(name) ?? 0) + count);
  }
  return {
    paragraphs,
    disambiguation: state.disambiguation,
    droppedTemplates: state.droppedTemplates,
  };
}

function scanText(state: ScannerState): void {
  const { codes, builder } = state;
  const specials = state.options.tables === true ? specialInTables : special;
  let i = 0;
  for (;;) {
    if (i >= state.limit) {
      if (state.frame === undefined) break;
      i = closeFrame(state, i);
    } else if (state.atLineStart) {
      state.atLineStart = false;
      i = readLineStart(state, i);
    } else {
      const end = builder.ordinary(codes, i, state.limit, specials);
      i = end < state.limit ? readSpecial(state, end, codes[end]!) : end;
    }
  }
  builder.flush();
}

/** Reads what begins with the special character `c` at `i`; returns where to go on. */
function readSpecial(state: ScannerState, i: number, c: number): number {
  switch (c) {
    case 10:
      state.openExternalLinks = 0;
      state.atLineStart = state.openLinks === 0;
      state.breakParagraph();
      return i + 1;
    case 39: // '
      return readApostrophes(state, i);
    case 91: // [
      return (state.matches[i]! & 7) === LINK ? readLink(state, i) : readBracket(state, i);
    case 93: // ]
      if (state.openExternalLinks > 0) state.openExternalLinks--;
      else state.builder.text("]");
      return i + 1;
    case 123: // {
      return readBrace(state, i);
    case 60: // <
      return readTag(state, i);
    case 38: // &
      return readReference(state, i);
    case 33: // !
    case 124: // |
      return readCellMark(state, i, c);
    case 95: // _
      return readUnderscore(state, i);
    default:
      state.builder.space();
      return i + 1;
  }
}

/** Ends the innermost frame, or goes on to the next piece of a template; returns where to go on. */
function closeFrame(state: ScannerState, i: number): number {
  const { builder } = state;
  const frame = state.frame!;
  if (frame.kind === "template" && frame.next < frame.pieces.length) {
    const piece = frame.pieces[frame.next++]!;
    if (typeof piece === "string") {
      builder.anyText(piece);
      return i;
    }
    if ("target" in piece) {
      const target = state.wiki.readTarget(state.text.slice(piece.target.from, piece.target.to));
      frame.limit = 0;
      return label(
        state,
        target.kind === "article" ? target.title : undefined,
        piece.label.from,
        piece.label.to,
        piece.label.to,
      );
    }
    frame.limit = piece.to;
    state.limit = piece.to;
    return piece.from;
  }
  state.pop();
  const at = Math.max(i, frame.resume);
  if (frame.kind === "link") return closeLink(state, frame.title, frame.linksBefore, at);
  if (frame.kind === "heading") builder.heading();
  if (frame.kind === "table") {
    state.openTables--;
    builder.flush();
    state.atLineStart = state.openLinks === 0;
  }
  if (frame.kind === "caption") {
    builder.flush();
    builder.restore(frame.suspended);
    state.openCaptions--;
    state.atLineStart = false;
  }
  return at;
}
