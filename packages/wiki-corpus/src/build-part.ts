import { type CorpusTable, PartEncoder } from "./corpus-tables.ts";
import { type BadLine, type DocumentLine, parseDocuments } from "./parse-documents.ts";
import { parseDumpPage } from "./parse-dump-page.ts";
import { type ParsedPages, parsePages } from "./parse-pages.ts";
import { type Counts, emptyCounts, type PartCounts } from "./part-counts.ts";
import type { SlicePiece } from "./read-slice.ts";
import type { ScanOptions } from "./scan-wikitext.ts";
import type { SiteInfo } from "./site-info.ts";

export interface BuildPartOptions {
  readonly scan: ScanOptions;
  /** Pages, by their place in the part, that are not to be parsed, and why. */
  readonly skip?: ReadonlyMap<number, string>;
  /** Told which page is being parsed, -1 when none is. */
  readonly onPage?: (place: number) => void;
  /** The pieces are lines of a collection, not pages of XML. */
  readonly documents?: PartDocuments;
}

export interface PartDocuments {
  /** Of the file. */
  readonly name: string;
  /** Number in the file of the part's first line. */
  readonly firstLine: () => Promise<number>;
}

export interface BuiltPart {
  readonly files: Record<CorpusTable, Uint8Array>;
  readonly counts: PartCounts;
  readonly droppedTemplates: ReadonlyMap<string, number>;
  /** Pages that could not be read, and why. */
  readonly failed: readonly string[];
  /** What could not be read of the dump. */
  readonly damage: readonly string[];
}

/** XML parsed and encoded at a time. */
const batchBytes = 1 << 20;

/** Parses the pages of one part and encodes its tables: the same pieces give the same bytes. */
export async function buildPart(
  pieces: AsyncIterable<SlicePiece> | Iterable<SlicePiece>,
  site: SiteInfo,
  options: BuildPartOptions,
): Promise<BuiltPart> {
  const encoder = new PartEncoder();
  const decoder = new TextDecoder();
  const counts = emptyCounts();
  const droppedTemplates = new Map<string, number>();
  const failed: string[] = [];
  const damage: string[] = [];
  let place = 0;
  let batch: (SlicePiece & { kind: "page" })[] = [];
  const bad: BadLine[] = [];
  let length = 0;

  function* batchPages(): Generator<DocumentLine> {
    for (const { bytes, offset, line = 0 } of batch) {
      const xml = decoder.decode(bytes);
      const reason = options.skip?.get(place);
      if (reason === undefined) {
        options.onPage?.(place);
        yield { text: xml, offset, line };
      } else if (options.documents !== undefined) bad.push({ line, why: reason });
      else failed.push(`${titleOf(xml)}: ${reason}`);
      place++;
    }
    options.onPage?.(-1);
  }

  const parseXml = () => {
    const texts = function* () {
      for (const { text } of batchPages()) yield text;
    };
    return parsePages(texts(), site, options.scan);
  };
  const parseLines = (): ParsedPages => {
    const parsed = parseDocuments(batchPages());
    bad.push(...parsed.bad);
    return { ...parsed, droppedTemplates: new Map(), other: 0, failed: [] };
  };
  const flush = () => {
    if (batch.length === 0) return;
    const parsed = options.documents === undefined ? parseXml() : parseLines();
    encoder.add(parsed.pages, parsed.redirects);
    failed.push(...parsed.failed);
    for (const [name, count] of parsed.droppedTemplates) {
      droppedTemplates.set(name, (droppedTemplates.get(name) ?? 0) + count);
    }
    addParsed(counts, parsed);
    counts.bytes += length;
    batch = [];
    length = 0;
  };

  for await (const piece of pieces) {
    if (piece.kind === "damaged") damage.push(piece.what);
    else if (piece.kind === "page") {
      batch.push(piece);
      length += piece.bytes.length;
      if (length >= batchBytes) flush();
    } else if (piece.line !== undefined) bad.push({ line: piece.line, why: "the line is too long" });
    else if (piece.tooLong) failed.push(`${titleOf(piece.begin)}: the page is too long`);
    else counts.brokenPages++;
  }
  flush();
  if (options.documents !== undefined && bad.length > 0) {
    const { name, firstLine } = options.documents;
    const first = await firstLine();
    for (const { line, why } of bad) failed.push(`${name}, line ${first + line}: ${why}`);
  }
  counts.failedPages = failed.length;
  return { files: encoder.finish(), counts, droppedTemplates, failed, damage };
}

function addParsed(counts: Counts, { pages, redirects, other }: ParsedPages): void {
  counts.pages += pages.length;
  counts.redirects += redirects.length;
  counts.otherPages += other;
  for (const page of pages) {
    if (page.disambiguation) counts.disambiguations++;
    counts.paragraphs += page.paragraphs.length;
    for (const { links, text } of page.paragraphs) {
      counts.links += links.length;
      counts.characters += text.length;
    }
  }
}

function titleOf(xml: string): string {
  return parseDumpPage(xml)?.title ?? "a page without title or id";
}
