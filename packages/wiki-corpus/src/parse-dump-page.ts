import { decodeXml } from "./decode-xml.ts";

/** A page as the dump has it, of any namespace, its wikitext untouched. */
export interface DumpPage {
  readonly id: number;
  /** Id of the page's last revision in the dump. */
  readonly revision: number;
  /** As written in `<title>`, namespace prefix included. */
  readonly title: string;
  /** Absent in schemas before 0.6. */
  readonly namespace?: number;
  /** Target as `<redirect title>` gives it; absent on articles and in schemas before 0.6. */
  readonly redirect?: string;
  /** "wikitext" unless the dump says otherwise. */
  readonly model: string;
  readonly text: string;
}

/**
 * Reads one `<page>…</page>` of an export (schemas 0.3 to 0.11); of several revisions the last one.
 * Not a DOM: the few elements needed are found by name, so that unescaped markup inside `<text>` does no harm.
 *
 * @returns undefined where the title or the page id is missing
 */
export function parseDumpPage(xml: string): DumpPage | undefined {
  const revisionAt = Math.max(xml.lastIndexOf("<revision>"), xml.lastIndexOf("<revision "));
  const head = revisionAt < 0 ? xml : xml.slice(0, Math.max(xml.search(/<revision[ >]/), 0));
  const title = element(head, "title");
  const id = Number(element(head, "id"));
  if (title === undefined || title.trim() === "" || !Number.isSafeInteger(id)) return undefined;
  const revision = revisionAt < 0 ? "" : xml.slice(revisionAt);
  const textAt = revision.search(/<text[ >/]/);
  const beforeText = textAt < 0 ? revision : revision.slice(0, textAt);
  const namespace = element(head, "ns");
  const redirect = /<redirect\b[^>]*\btitle="([^"]*)"/.exec(head);
  return {
    id,
    revision: Number(element(beforeText, "id") ?? 0) || 0,
    title: decodeXml(title).trim(),
    ...(namespace === undefined ? {} : { namespace: Number(namespace) }),
    ...(redirect === null ? {} : { redirect: decodeXml(redirect[1]!) }),
    model: element(beforeText, "model") ?? "wikitext",
    text: textAt < 0 ? "" : textOf(revision, textAt),
  };
}

function element(xml: string, name: string): string | undefined {
  const open = `<${name}>`;
  const start = xml.indexOf(open);
  if (start < 0) return undefined;
  const end = xml.indexOf(`</${name}>`, start);
  return end < 0 ? undefined : xml.slice(start + open.length, end);
}

function textOf(revision: string, at: number): string {
  const open = revision.indexOf(">", at);
  if (open < 0 || revision[open - 1] === "/") return "";
  const close = revision.lastIndexOf("</text>");
  return decodeXml(revision.slice(open + 1, close < open ? revision.length : close));
}
