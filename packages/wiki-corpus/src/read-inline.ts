import { decodeHTMLStrict } from "entities";
import { apostropheRun } from "./apostrophes.ts";
import { extensionTag, extensionTags } from "./extension-tags.ts";
import { htmlTagKind } from "./html-tags.ts";
import { afterBracket, EXTENSION, TABLE, TEMPLATE } from "./match-brackets.ts";
import { readTable } from "./read-table.ts";
import type { ScannerState } from "./scanner-state.ts";
import { templateName, templatePieces } from "./template-pieces.ts";

const reference = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/iy;
const tag = /<\/?([a-z][a-z0-9]*)(?=[\s/>])/iy;
const behaviourSwitch = /__(\p{L}{3,40})__/uy;
const longestTag = 4096;

/** `''` and `'''` are not text; what exceeds them is. */
export function readApostrophes(state: ScannerState, i: number): number {
  const { text, builder } = state;
  let end = i + 1;
  while (text.charCodeAt(end) === 39) end++;
  const run = end - i;
  if (run === 1) builder.text("'");
  else if (run === 4 || run > 5) builder.text("'".repeat(run === 4 ? 1 : run - 5));
  if (run >= 3) {
    if (i >= state.apostropheLineEnd) {
      const newline = state.newline.from(i);
      state.apostropheLineEnd = newline < 0 ? text.length : newline;
      state.apostropheRun = apostropheRun(text, lineBegin(text, i), state.apostropheLineEnd);
    }
    if (end - 3 === state.apostropheRun) builder.text("'");
  }
  return end;
}

/** An entity or character reference; other ampersands are text. */
export function readReference(state: ScannerState, i: number): number {
  reference.lastIndex = i;
  const match = reference.exec(state.text);
  if (match === null) {
    state.builder.text("&");
    return i + 1;
  }
  const character = decodeHTMLStrict(match[0]);
  if (character !== "\u00ad") state.builder.anyText(character);
  return i + match[0].length;
}

/** A tag is left out and its content kept, but for elements like `<ref>`. */
export function readTag(state: ScannerState, i: number): number {
  const { text, builder } = state;
  const match = state.matches[i]!;
  if ((match & 7) === EXTENSION) {
    extensionTag.lastIndex = i;
    const name = extensionTag.exec(text)![1]!.toLowerCase();
    if (extensionTags[name] === "literal") {
      builder.anyText(decodeHTMLStrict(text.slice(text.indexOf(">", i) + 1, match >> 3)));
    } else {
      builder.hasHoles = true;
      if (name === "ref" && state.options.references === true)
        state.references.push(text.slice(text.indexOf(">", i) + 1, match >> 3));
    }
    return afterBracket(text, match);
  }
  tag.lastIndex = i;
  const name = tag.exec(text)?.[1];
  const kind = name === undefined ? undefined : htmlTagKind(name);
  const end = kind === undefined ? -1 : state.tagEnd.from(i);
  if (end < 0 || end >= state.limit || end - i > longestTag) {
    builder.text("<");
    return i + 1;
  }
  if (kind === "block") state.breakParagraph();
  else if (name!.toLowerCase() === "br" || Object.hasOwn(extensionTags, name!.toLowerCase())) builder.space();
  return end + 1;
}

/** `__NOTOC__` and its like. */
export function readUnderscore(state: ScannerState, i: number): number {
  behaviourSwitch.lastIndex = i;
  const match = behaviourSwitch.exec(state.text);
  if (match === null || match[1] !== match[1]!.toUpperCase()) {
    state.builder.text("_");
    return i + 1;
  }
  if (match[1] === "DISAMBIG") state.disambiguation = true;
  return i + match[0].length;
}

/** Templates that are part of a sentence are rendered, the others counted; tables are left out. */
export function readBrace(state: ScannerState, i: number): number {
  const { text, matches, builder } = state;
  const match = matches[i]!;
  if (match === 0) {
    builder.text("{");
    return i + 1;
  }
  if ((match & 7) === TABLE && state.options.tables === true) return readTable(state, i);
  if ((match & 7) !== TEMPLATE) return afterBracket(text, match);
  const end = match >> 3;
  const name = templateName(text, i + 2, end, state.wiki.templateNamespaces);
  if (state.wiki.isDisambiguation(name)) state.disambiguation = true;
  const pieces = templatePieces(state.wiki.templates, name, text, i + 2, end, matches);
  if (pieces === undefined) {
    builder.hasHoles = true;
    state.droppedTemplates.set(name, (state.droppedTemplates.get(name) ?? 0) + 1);
    return end + 2;
  }
  state.push({ kind: "template", pieces, next: 0, limit: i, resume: end + 2 });
  return i;
}

function lineBegin(text: string, i: number): number {
  return text.lastIndexOf("\n", i - 1) + 1;
}
