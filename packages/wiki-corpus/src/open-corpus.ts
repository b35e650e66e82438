import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CorpusMetadata, isCorpusMetadata } from "./corpus-metadata.ts";
import { notACorpus } from "./errors.ts";
import { normalizeTitle } from "./normalize-title.ts";
import type { Page } from "./page.ts";
import { PartReader, Table } from "./part-reader.ts";
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
 * @throws LukeError COR004 where the folder is no corpus of this version, COR016 where one of its files is damaged
 */
export async function openCorpus(folder: string): Promise<Corpus> {
  const metadata = await readMetadata(folder);
  const redirects = new Map<string, string>();
  for (let part = 0; part < metadata.parts; part++) {
    const table = await Table.open<{ title: string; target: string }>(folder, "redirects", part);
    for (const row of await table.read({ columns: ["title", "target"] })) {
      if (!redirects.has(row.title)) redirects.set(row.title, row.target);
    }
  }
  let titles: Promise<ReadonlyMap<string, number>> | undefined;
  const recent = new Map<number, Promise<PartReader>>();

  const resolve = (title: string) => resolveRedirect(redirects, normalizeTitle(title, metadata.site));
  return {
    folder,
    metadata,
    redirects,
    resolve,
    async *pages(only) {
      const parts = only === undefined ? Array.from({ length: metadata.parts }, (_, part) => part) : [only];
      for (const part of parts) yield* (await PartReader.open(folder, part)).all();
    },
    async page(title) {
      titles ??= readTitles(folder, metadata.parts);
      const place = (await titles).get(resolve(title));
      if (place === undefined) return undefined;
      const part = Math.floor(place / rowsOfPart);
      const row = place % rowsOfPart;
      const reader = recent.get(part) ?? PartReader.open(folder, part);
      recent.delete(part);
      recent.set(part, reader);
      if (recent.size > 16) recent.delete(recent.keys().next().value!);
      return (await (await reader).read(row, row + 1))[0];
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

/** Title → part and row in one number,; the first page of a title counts. */
async function readTitles(folder: string, parts: number): Promise<ReadonlyMap<string, number>> {
  const titles = new Map<string, number>();
  for (let part = 0; part < parts; part++) {
    const table = await Table.open<{ title: string }>(folder, "pages", part);
    const rows = await table.read({ columns: ["title"] });
    for (const [row, { title }] of rows.entries()) {
      if (!titles.has(title)) titles.set(title, part * rowsOfPart + row);
    }
  }
  return titles;
}

const rowsOfPart = 2 ** 31;
