/** Why wikipedia2vec and the scanner differ, told by what both made of a page and by its wikitext. */
import { decodeXml } from "../../packages/wiki-corpus/src/decode-xml.ts";
import { type TokenIndex, tokensOf } from "./match-tokens.ts";

/** What a paragraph of theirs is looked for in, when no paragraph of ours holds it. */
export interface Others {
  readonly tables: TokenIndex;
  readonly references: TokenIndex;
  readonly headings: ReadonlySet<string>;
  readonly paragraphs: TokenIndex;
  readonly joined: TokenIndex;
  readonly letters: string;
  readonly wikitext: string;
}

const caption = "a caption with its options, in the middle of a paragraph";

/** Whether a line shows, for the most part, what is no text of the page. */
export function asideOf(
  text: string,
  asides: readonly { readonly kind: "file" | "category" | "language"; readonly text: string }[],
): string | undefined {
  for (const { kind, text: shown } of asides) {
    if (shown === "" || !text.includes(shown)) continue;
    if (kind === "file") return caption;
    if (2 * shown.length > text.trim().length) return "a category or a link to another language";
  }
  return undefined;
}

/** Why none of our paragraphs holds a line of theirs. */
export function causeOf(tokens: readonly string[], text: string, others: Others): string {
  if (others.tables.holds(tokens)) return "in a table, which wikipedia2vec fails to drop";
  if (others.references.holds(tokens)) return "in a footnote, which wikipedia2vec fails to drop";
  if (others.headings.has(letters(text))) return "a heading: ours are kept apart from text";
  if (others.letters.includes(letters(text)))
    return "the same letters, divided otherwise or without digits: tags, references and entities that wikipedia2vec drops";
  if (
    /^\s*(?:\||!|\{\||colspan|rowspan|style|class|align|bgcolor)|\|\||\|\}/.test(text) ||
    text.includes("| ")
  )
    return "marks of a table as text";
  if (/\{\{|\}\}/.test(text)) return "marks of a template as text";
  if (/<\/?(?:ref|div|gallery|table|tr|td|br)/i.test(text)) return "tags as text";
  if (others.joined.holds(tokens)) return "one line of theirs, several paragraphs of ours";
  if (/<(?:pre|source|syntaxhighlight)\b/i.test(others.wikitext)) return "a line of code: ours are left out";
  if (/<t[dr]\b/i.test(others.wikitext)) return "cells of an HTML table run together";
  if (/[→⇌+−]/.test(text)) return "a formula";
  if (/\|thumb\b|^\[\[/.test(text)) return caption;
  if (/<(?:su[bp]|span)\b/i.test(others.wikitext) && others.paragraphs.holds(tokens, 0.8))
    return "letters in tags, which wikipedia2vec drops and ours are part of a word";
  return "other";
}

/** Why a link with the same target has another text there. */
export function labelCause(wikitext: string, title: string): string {
  const labels = wikitext.split(`[[${title}|`).slice(1);
  if (labels.some((label) => label.split("]]")[0]!.includes("{{")))
    return "a label with a template, which wikipedia2vec drops";
  if (labels.some((label) => label.split("]]")[0]!.includes("<")))
    return "a label with a broken tag, of which wikipedia2vec keeps a part";
  if (labels.some((label) => label.split("]]")[0]!.includes("[")))
    return "a label with brackets of its own, the last of which wikipedia2vec loses";
  return "the same target, another text";
}

/** A heading as it is shown, footnotes with it. */
export function shownOf(heading: string): string {
  return decodeXml(heading.replace(/<[^<>]*>|\[\[[^[\]|]*\||\[https?:\S+/g, ""))
    .replaceAll("&ndash;", "–")
    .replaceAll("&nbsp;", " ");
}

/** Digits stand in tags for the most part (H<sub>2</sub>O). */
export function letters(text: string): string {
  return tokensOf(text.replace(/\p{N}/gu, "")).join("");
}
