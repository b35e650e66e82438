import type { Paragraph } from "./paragraph.ts";
import { type ScanOptions, wikitextScanner } from "./scan-wikitext.ts";
import { defaultSiteInfo, type SiteInfo } from "./site-info.ts";

/**
 * Wikitext to paragraphs with links at exact offsets: `text.slice(start, end)` is the mention.
 *
 * One paragraph a line, list item or caption; headings, tables, references and most templates are not text.
 * Never throws, and takes time linear in the length of the wikitext.
 *
 * @example
 * parseWikitext("Two [[bus]]es.");
 * // [{ text: "Two buses.", links: [{ title: "Bus", start: 4, end: 7 }], abstract: true }]
 */
export function parseWikitext(
  wikitext: string,
  siteInfo: SiteInfo = defaultSiteInfo,
  options: ScanOptions = {},
): readonly Paragraph[] {
  return wikitextScanner(siteInfo, options)(wikitext).paragraphs;
}
