import { type CorpusTable, encodePart } from "./corpus-tables.ts";
import { parsePages } from "./parse-pages.ts";
import type { ScanOptions } from "./scan-wikitext.ts";
import type { SiteInfo } from "./site-info.ts";

export interface PartRequest {
  readonly part: number;
  readonly site: SiteInfo;
  /** Whole pages in UTF-8, one after the other. */
  readonly bytes: Uint8Array;
  /** Where each page ends in `bytes`. */
  readonly ends: readonly number[];
}

export interface BuiltPart {
  readonly part: number;
  readonly files: Record<CorpusTable, Uint8Array>;
  readonly counts: PartCounts;
  readonly droppedTemplates: ReadonlyMap<string, number>;
  readonly failed: readonly string[];
}

export interface PartCounts {
  readonly bytes: number;
  readonly pages: number;
  readonly disambiguations: number;
  readonly redirects: number;
  readonly otherPages: number;
  readonly failedPages: number;
  readonly paragraphs: number;
  readonly links: number;
  readonly characters: number;
}

/** Parses one batch of pages and encodes it; what a worker does, and the main thread where there are none. */
export function buildPart(request: PartRequest, options: ScanOptions): BuiltPart {
  const decoder = new TextDecoder();
  let from = 0;
  const xml = request.ends.map((end) => {
    const page = decoder.decode(request.bytes.subarray(from, end));
    from = end;
    return page;
  });
  const { pages, redirects, droppedTemplates, other, failed } = parsePages(xml, request.site, options);
  const paragraphs = pages.flatMap((page) => page.paragraphs);
  return {
    part: request.part,
    files: encodePart(pages, redirects),
    counts: {
      bytes: request.bytes.length,
      pages: pages.length,
      disambiguations: pages.filter((page) => page.disambiguation).length,
      redirects: redirects.length,
      otherPages: other,
      failedPages: failed.length,
      paragraphs: paragraphs.length,
      links: paragraphs.reduce((sum, paragraph) => sum + paragraph.links.length, 0),
      characters: paragraphs.reduce((sum, paragraph) => sum + paragraph.text.length, 0),
    },
    droppedTemplates,
    failed,
  };
}
