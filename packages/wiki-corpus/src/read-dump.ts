import { type DumpPage, parseDumpPage } from "./parse-dump-page.ts";
import { parseSiteInfo } from "./parse-site-info.ts";
import { type ReadDumpBytesOptions, readDumpBytes } from "./read-dump-bytes.ts";
import type { SiteInfo } from "./site-info.ts";
import { splitPages } from "./split-pages.ts";

/** A page with the wiki it belongs to. */
export interface ReadDumpPage extends DumpPage {
  readonly site: SiteInfo;
}

/**
 * All pages of one or more dumps in order, of every namespace, wikitext untouched. Pages without an end, a title or an
 * id are passed over.
 *
 * @throws LukeError COR001 (no such file), COR002 (cut off or damaged, after the pages before), COR003 (no export)
 *
 * @example
 * for await (const page of readDump("enwiki.xml.bz2")) console.log(page.title, page.text.length);
 */
export async function* readDump(
  paths: string | readonly string[],
  options: ReadDumpBytesOptions = {},
): AsyncGenerator<ReadDumpPage> {
  for (const path of typeof paths === "string" ? [paths] : paths) {
    let site = parseSiteInfo("");
    for await (const piece of splitPages(readDumpBytes(path, options), path)) {
      if (piece.kind === "head") site = parseSiteInfo(piece.bytes.toString());
      if (piece.kind !== "page") continue;
      const page = parseDumpPage(piece.bytes.toString());
      if (page !== undefined) yield { ...page, site };
    }
  }
}
