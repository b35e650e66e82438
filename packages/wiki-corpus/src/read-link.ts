import { imageOption } from "./image-options.ts";
import { afterBracket } from "./match-brackets.ts";
import type { Region } from "./region.ts";
import type { ScannerState } from "./scanner-state.ts";

const longestTarget = 1024;
const externalStart =
  /\[(?:(?:https?|ftps?|sftp|ircs?|news|gopher|telnet|nntp|svn|git|mailto|tel|sips?|xmpp|geo|urn|magnet):|\/\/)/iy;

/** Reads `[[…` at `i`, whose end is known, up to its label; returns where the label begins or the link ends. */
export function readLink(state: ScannerState, i: number): number {
  const { text, matches } = state;
  const end = matches[i]! >> 3;
  const from = i + 2;
  let bar = from;
  let readable = true;
  for (const stop = Math.min(end, from + longestTarget); bar < stop; bar++) {
    const c = text.charCodeAt(bar);
    if (c === 124 /* | */) break;
    if (c === 10 || c === 91 || c === 93 || c === 125) return literal(state, i);
    if (c === 123 /* { */ || c === 60 /* < */) {
      readable = false;
      bar = nextBar(state, bar, end);
      break;
    }
  }
  if (bar < end && text.charCodeAt(bar) !== 124) return literal(state, i);
  // A template in the target: only its author knows where it leads; the label stays.
  if (!readable) return bar < end ? label(state, undefined, bar + 1, end, end + 2) : end + 2;
  const target = state.wiki.readTarget(text.slice(from, bar));
  if (target.kind === "invalid") return literal(state, i);
  if (target.kind === "category" || target.kind === "language") return end + 2;
  if (target.kind === "file") return readCaption(state, bar, end);
  const title = target.kind === "article" ? target.title : undefined;
  if (bar >= end) {
    const start = text.charCodeAt(from) === 58 /* : */ ? from + 1 : from;
    return label(state, title, start, end, end + 2);
  }
  if (text.slice(bar + 1, Math.min(end, bar + 80)).trim() === "") {
    label(state, title, end, end, end + 2);
    state.builder.anyText(pipeTrick(text.slice(from, bar)));
    return end;
  }
  return label(state, title, bar + 1, end, end + 2);
}

/** Begins a mention; without a title its label is plain text. */
export function label(
  state: ScannerState,
  title: string | undefined,
  from: number,
  limit: number,
  resume: number,
): number {
  state.openLinks++;
  state.builder.mentionStarts.push(state.builder.length);
  state.push({ kind: "link", title, linksBefore: state.builder.links.length, limit, resume });
  return from;
}

/** Ends a mention: it counts if it shows something and holds no other link. */
export function closeLink(
  state: ScannerState,
  title: string | undefined,
  linksBefore: number,
  i: number,
): number {
  const { builder } = state;
  state.openLinks--;
  const start = builder.mentionStarts.pop()!;
  let at = i;
  if (title === undefined || builder.links.length > linksBefore) return at;
  if (state.options.linkTrails === true) {
    const trail = /\p{Ll}{0,100}/uy;
    trail.lastIndex = at;
    const letters = trail.exec(state.text)![0];
    if (at + letters.length <= state.limit) {
      builder.text(letters);
      at += letters.length;
    }
  }
  const end = builder.trimmedLength;
  if (end > start) builder.links.push({ title, start, end });
  return at;
}

/** `[` that opens no link: an external link loses its address, anything else is text. */
export function readBracket(state: ScannerState, i: number): number {
  const { text, limit } = state;
  externalStart.lastIndex = i;
  if (!externalStart.test(text)) return literal(state, i, 1);
  let at = externalStart.lastIndex;
  while (at < limit && !/[\s\]<>["]/.test(text[at]!)) at++;
  if (text[at] === "]") return at + 1;
  state.openExternalLinks++;
  return at;
}

function literal(state: ScannerState, i: number, length = 2): number {
  state.builder.text("[".repeat(length));
  return i + length;
}

/** The label MediaWiki makes of an empty one: without namespace, parenthesis and what follows a comma. */
function pipeTrick(target: string): string {
  const text = target.replace(/\s+/g, " ").trim();
  const name = text.replace(/^:?(?:[^:]*:)?/, "").trim() || text;
  const short = name.replace(/ *\([^()]*\)$/, "");
  return short !== name ? short : name.replace(/, .*$/s, "");
}

/** The caption of an image becomes a paragraph of its own; images inside mentions and captions are left out. */
function readCaption(state: ScannerState, bar: number, end: number): number {
  const { text } = state;
  if (state.options.captions === false || state.openLinks > 0 || state.openCaptions > 0 || bar >= end)
    return end + 2;
  let last: Region = { from: bar + 1, to: end };
  for (let at = bar; at < end; ) {
    const next = nextBar(state, at + 1, end);
    last = { from: at + 1, to: next };
    at = next;
  }
  const caption = text.slice(last.from, Math.min(last.to, last.from + 200)).trim();
  if (!caption.includes(" ") || imageOption.test(caption)) return end + 2;
  state.openCaptions++;
  state.push({ kind: "caption", suspended: state.builder.suspend(), limit: last.to, resume: end + 2 });
  return last.from;
}

/** The next `|` outside nested brackets, or `end`. */
function nextBar(state: ScannerState, from: number, end: number): number {
  let i = from;
  while (i < end && state.text.charCodeAt(i) !== 124) {
    const match = state.matches[i]!;
    i = match === 0 ? i + 1 : afterBracket(state.text, match);
  }
  return Math.min(i, end);
}
