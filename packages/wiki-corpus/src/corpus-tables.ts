/**
 * The corpus on disk: four tables in Parquet, each a folder with one file a part; `corpus.json` beside them.
 * Rows stand in the order of the dump; offsets are UTF-16 code units of `paragraphs.text`.
 */
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import type { Page, Redirect } from "./page.ts";

/** Version of the tables' columns, kept in every file's metadata under "lukejs.corpus". */
export const corpusVersion = 1;

export const corpusTables = ["pages", "paragraphs", "links", "redirects"] as const;
export type CorpusTable = (typeof corpusTables)[number];

export function partFile(table: CorpusTable, part: number): string {
  return `${table}/part-${String(part).padStart(5, "0")}.parquet`;
}

/** One part of the corpus as the bytes of its four files. */
export function encodePart(
  pages: readonly Page[],
  redirects: readonly Redirect[],
): Record<CorpusTable, Uint8Array> {
  const paragraphs = pages.flatMap((page) =>
    page.paragraphs.map((paragraph, index) => ({ page, paragraph, index })),
  );
  const links = paragraphs.flatMap(({ page, paragraph, index }) =>
    paragraph.links.map((link) => ({ page, paragraph, index, link })),
  );
  return {
    pages: encode([
      int64(
        "id",
        pages.map((page) => page.id),
      ),
      int64(
        "revision",
        pages.map((page) => page.revision),
      ),
      string(
        "title",
        pages.map((page) => page.title),
      ),
      {
        name: "disambiguation",
        type: "BOOLEAN",
        data: pages.map((page) => page.disambiguation),
        nullable: false,
      },
      // Rows of this page in the same part of `paragraphs`.
      int32(
        "num_paragraphs",
        pages.map((page) => page.paragraphs.length),
      ),
    ]),
    paragraphs: encode([
      int64(
        "page",
        paragraphs.map(({ page }) => page.id),
      ),
      int32(
        "paragraph",
        paragraphs.map(({ index }) => index),
      ),
      string(
        "text",
        paragraphs.map(({ paragraph }) => paragraph.text),
      ),
      {
        name: "abstract",
        type: "BOOLEAN",
        data: paragraphs.map(({ paragraph }) => paragraph.abstract),
        nullable: false,
      },
      { name: "section", type: "STRING", data: paragraphs.map(({ paragraph }) => paragraph.section ?? null) },
      // Rows of this paragraph in the same part of `links`.
      int32(
        "num_links",
        paragraphs.map(({ paragraph }) => paragraph.links.length),
      ),
    ]),
    links: encode([
      int64(
        "page",
        links.map(({ page }) => page.id),
      ),
      int32(
        "paragraph",
        links.map(({ index }) => index),
      ),
      string(
        "title",
        links.map(({ link }) => link.title),
      ),
      string(
        "mention",
        links.map(({ paragraph, link }) => paragraph.text.slice(link.start, link.end)),
      ),
      int32(
        "mention_start",
        links.map(({ link }) => link.start),
      ),
      int32(
        "mention_end",
        links.map(({ link }) => link.end),
      ),
    ]),
    redirects: encode([
      int64(
        "id",
        redirects.map(({ id }) => id),
      ),
      string(
        "title",
        redirects.map(({ title }) => title),
      ),
      string(
        "target",
        redirects.map(({ target }) => target),
      ),
    ]),
  };
}

function encode(columnData: ColumnSource[]): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      columnData,
      rowGroupSize: 20_000,
      kvMetadata: [{ key: "lukejs.corpus", value: String(corpusVersion) }],
      createdBy: "lukejs",
    }),
  );
}

const int32 = (name: string, values: readonly number[]): ColumnSource => ({
  name,
  type: "INT32",
  data: Int32Array.from(values),
  nullable: false,
});

const int64 = (name: string, values: readonly number[]): ColumnSource => ({
  name,
  type: "INT64",
  data: BigInt64Array.from(values, BigInt),
  nullable: false,
});

const string = (name: string, data: string[]): ColumnSource => ({
  name,
  type: "STRING",
  data,
  nullable: false,
});
