import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { type CorpusMetadata, isCorpusMetadata } from "./corpus-metadata.ts";
import { type CorpusTable, partFile } from "./corpus-tables.ts";
import { notACorpus } from "./errors.ts";
import { normalizeTitle } from "./normalize-title.ts";
import type { Page } from "./page.ts";
import type { Link, Paragraph } from "./paragraph.ts";
import { resolveRedirect } from "./resolve-redirect.ts";

export interface Corpus {
  readonly folder: string;
  readonly metadata: CorpusMetadata;
  /** Title → target as the page says; {@link Corpus.resolve} follows chains. */
  readonly redirects: ReadonlyMap<string, string>;
  /** All articles in the order of the dump, or those of one part (below `metadata.parts`). */
  pages(part?: number): AsyncIterable<Page>;
  /** The article with this title, redirects followed. The first call reads all titles. */
  page(title: string): Promise<Page | undefined>;
  /** The title at the end of a chain of redirects; an unknown title, or one in a circle, is returned as it is. */
  resolve(title: string): string;
}

/**
 * Opens what {@link buildCorpus} wrote.
 *
 * @throws LukeError COR004 where the folder is no corpus of this version
 */
export async function openCorpus(folder: string): Promise<Corpus> {
  const metadata = await readMetadata(folder);
  const redirects = new Map<string, string>();
  for (let part = 0; part < metadata.parts; part++) {
    for (const row of await readTable<{ title: string; target: string }>(folder, "redirects", part)) {
      if (!redirects.has(row.title)) redirects.set(row.title, row.target);
    }
  }
  let titles: Promise<ReadonlyMap<string, readonly [part: number, row: number]>> | undefined;
  const recent = new Map<number, Promise<readonly Page[]>>();

  const resolve = (title: string) => resolveRedirect(redirects, normalizeTitle(title, metadata.site));
  return {
    folder,
    metadata,
    redirects,
    resolve,
    async *pages(only) {
      if (only !== undefined) return yield* await readPart(folder, only);
      for (let part = 0; part < metadata.parts; part++) yield* await readPart(folder, part);
    },
    async page(title) {
      titles ??= readTitles(folder, metadata.parts);
      const place = (await titles).get(resolve(title));
      if (place === undefined) return undefined;
      const [part, row] = place;
      const pages = recent.get(part) ?? readPart(folder, part);
      recent.delete(part);
      recent.set(part, pages);
      if (recent.size > 4) recent.delete(recent.keys().next().value!);
      return (await pages)[row];
    },
  };
}

async function readMetadata(folder: string): Promise<CorpusMetadata> {
  try {
    const metadata: unknown = JSON.parse(await readFile(join(folder, "corpus.json"), "utf8"));
    if (isCorpusMetadata(metadata)) return metadata;
  } catch (cause) {
    throw notACorpus(folder, cause);
  }
  throw notACorpus(folder, undefined);
}

async function readTitles(
  folder: string,
  parts: number,
): Promise<ReadonlyMap<string, readonly [number, number]>> {
  const titles = new Map<string, readonly [number, number]>();
  for (let part = 0; part < parts; part++) {
    const rows = await readTable<{ title: string }>(folder, "pages", part, ["title"]);
    for (const [row, { title }] of rows.entries()) if (!titles.has(title)) titles.set(title, [part, row]);
  }
  return titles;
}

async function readPart(folder: string, part: number): Promise<readonly Page[]> {
  const [pages, paragraphs, links] = await Promise.all([
    readTable<{
      id: bigint;
      revision: bigint;
      title: string;
      disambiguation: boolean;
      num_paragraphs: number;
    }>(folder, "pages", part),
    readTable<{ text: string; abstract: boolean; section: string | null; num_links: number }>(
      folder,
      "paragraphs",
      part,
    ),
    readTable<{ title: string; mention_start: number; mention_end: number }>(folder, "links", part),
  ]);
  let nextParagraph = 0;
  let nextLink = 0;
  const linkOf = (): Link => {
    const row = links[nextLink++]!;
    return { title: row.title, start: row.mention_start, end: row.mention_end };
  };
  const paragraphOf = (): Paragraph => {
    const row = paragraphs[nextParagraph++]!;
    return {
      text: row.text,
      links: Array.from({ length: row.num_links }, linkOf),
      abstract: row.abstract,
      ...(row.section === null || row.section === undefined ? {} : { section: row.section }),
    };
  };
  return pages.map((row) => ({
    id: Number(row.id),
    revision: Number(row.revision),
    title: row.title,
    disambiguation: row.disambiguation,
    paragraphs: Array.from({ length: row.num_paragraphs }, paragraphOf),
  }));
}

async function readTable<Row>(
  folder: string,
  table: CorpusTable,
  part: number,
  columns?: string[],
): Promise<Row[]> {
  const bytes = await readFile(join(folder, partFile(table, part)));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  return (await parquetReadObjects({ file, ...(columns === undefined ? {} : { columns }) })) as Row[];
}
