import type { Page, Redirect } from "./page.ts";
import { parseDocument } from "./parse-document.ts";

export interface DocumentLine {
  readonly text: string;
  /** Byte of the file where it begins: the id of a document that has none. */
  readonly offset: number;
  /** Counted from the first of the part. */
  readonly line: number;
}

export interface ParsedDocuments {
  readonly pages: readonly Page[];
  readonly redirects: readonly Redirect[];
  /** Lines that are no document, and why. */
  readonly bad: readonly BadLine[];
}

export interface BadLine {
  readonly line: number;
  readonly why: string;
}

/** Lines of a collection to the pages and redirects of a corpus; empty lines are passed over. */
export function parseDocuments(lines: Iterable<DocumentLine>): ParsedDocuments {
  const pages: Page[] = [];
  const redirects: Redirect[] = [];
  const bad: BadLine[] = [];
  for (const { text, offset, line } of lines) {
    if (text.trim() === "") continue;
    try {
      const document = parseDocument(text, offset);
      if ("target" in document) redirects.push(document);
      else pages.push(document);
    } catch (error) {
      bad.push({ line, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { pages, redirects, bad };
}
