/** Pages of a dump to the pages and redirects of a corpus. The work of a worker; the same bytes give the same result. */
import { linkTargetReader } from "./link-target.ts";
import { normalizeTitle } from "./normalize-title.ts";
import type { Page, Redirect } from "./page.ts";
import { type DumpPage, parseDumpPage } from "./parse-dump-page.ts";
import { redirectTarget } from "./redirect-words.ts";
import { type ScanOptions, wikitextScanner } from "./scan-wikitext.ts";
import type { SiteInfo } from "./site-info.ts";

export interface ParsedPages {
  readonly pages: readonly Page[];
  readonly redirects: readonly Redirect[];
  readonly droppedTemplates: ReadonlyMap<string, number>;
  /** Pages of other namespaces or other content models. */
  readonly other: number;
  /** Pages that could not be read. */
  readonly failed: readonly string[];
}

/** @param xml each a whole `<page>…</page>` */
export function parsePages(xml: Iterable<string>, site: SiteInfo, options: ScanOptions = {}): ParsedPages {
  const scan = wikitextScanner(site, options);
  const readTarget = linkTargetReader(site);
  const pages: Page[] = [];
  const redirects: Redirect[] = [];
  const droppedTemplates = new Map<string, number>();
  const failed: string[] = [];
  let other = 0;

  const add = (page: DumpPage) => {
    const named = readTarget(`:${page.title}`);
    const article = page.namespace === undefined ? named.kind === "article" : page.namespace === 0;
    if (!article || (page.model !== "wikitext" && page.model !== "")) {
      other++;
      return;
    }
    const title = normalizeTitle(page.title, site);
    const to = page.redirect ?? redirectTarget(page.text);
    if (to !== undefined) {
      const target = readTarget(to);
      if (target.kind === "article") redirects.push({ id: page.id, title, target: target.title });
      else other++;
      return;
    }
    const scanned = scan(page.text);
    for (const [name, count] of scanned.droppedTemplates) {
      droppedTemplates.set(name, (droppedTemplates.get(name) ?? 0) + count);
    }
    pages.push({
      id: page.id,
      revision: page.revision,
      title,
      disambiguation: scanned.disambiguation,
      paragraphs: scanned.paragraphs,
    });
  };

  for (const source of xml) {
    const page = parseDumpPage(source);
    if (page === undefined) {
      failed.push(`a page without title or id: ${source.slice(0, 80)}`);
      continue;
    }
    try {
      add(page);
    } catch (error) {
      failed.push(`${page.title}: ${String(error)}`);
    }
  }
  return { pages, redirects, droppedTemplates, other, failed };
}
