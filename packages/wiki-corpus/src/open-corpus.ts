import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CorpusMetadata, isCorpusMetadata } from "./corpus-metadata.ts";
import { notACorpus } from "./errors.ts";
import { normalizeTitle } from "./normalize-title.ts";
import type { Page } from "./page.ts";
import { PartReader, Table } from "./part-reader.ts";
import { RedirectList, type Redirects } from "./redirect-list.ts";
import { resolveRedirect } from "./resolve-redirect.ts";
import { TitleList } from "./title-list.ts";

export interface Corpus {
  readonly folder: string;
  readonly metadata: CorpusMetadata;
  /** Title → target as the page says; {@link Corpus.resolve} follows chains. */
  readonly redirects: Redirects;
  /** All articles in the order of the dump, or those of one part (below `metadata.parts`). */
  pages(part?: number): AsyncIterable<Page>;
  /** The article with this title, redirects followed. The first call reads all titles: some 35 bytes of memory each. */
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
  const redirects = new RedirectList();
  for (let part = 0; part < metadata.parts; part++) {
    const table = await Table.open<{ title: string; target: string }>(folder, "redirects", part);
    for (const { title, target } of await table.read({ columns: ["title", "target"] }))
      redirects.add(title, target);
  }
  redirects.trim();
  let titles: Promise<PageTitles> | undefined;
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
      const { list, firsts } = await titles;
      const place = list.indexOf(resolve(title));
      if (place < 0) return undefined;
      const part = firsts.findLastIndex((first) => first <= place);
      const row = place - firsts[part]!;
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

interface PageTitles {
  /** In the order of the pages. */
  readonly list: TitleList;
  /** Pages before each part. */
  readonly firsts: readonly number[];
}

async function readTitles(folder: string, parts: number): Promise<PageTitles> {
  const list = new TitleList();
  const firsts: number[] = [];
  for (let part = 0; part < parts; part++) {
    firsts.push(list.size);
    const table = await Table.open<{ title: string }>(folder, "pages", part);
    for (const { title } of await table.read({ columns: ["title"] })) list.add(title);
  }
  return { list: list.trim(), firsts };
}
