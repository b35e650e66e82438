/**
 * The corpus on disk: four tables in Parquet, each a folder with one file a part; `corpus.json` beside them.
 * Rows stand in the order of the dump; offsets are UTF-16 code units of `paragraphs.text`.
 */
import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { compressSnappy } from "./compress-snappy.ts";
import { encodeStrings } from "./encode-strings.ts";
import type { Page, Redirect } from "./page.ts";

/** Version of the tables' columns, kept in every file's metadata under "lukejs.corpus". */
export const corpusVersion = 1;

export const corpusTables = ["pages", "paragraphs", "links", "redirects"] as const;
export type CorpusTable = (typeof corpusTables)[number];

export function partFile(table: CorpusTable, part: number): string {
  return `${table}/part-${String(part).padStart(5, "0")}.parquet`;
}

/** Encodes one part of the corpus: a row group a table for each batch of pages, so that memory is bounded by the batch. */
export class PartEncoder {
  readonly #writers = new Map(corpusTables.map((table) => [table, parquetWriter(columnsOf([], [])[table])]));

  add(pages: readonly Page[], redirects: readonly Redirect[]): void {
    const columns = columnsOf(pages, redirects);
    for (const [table, { parquet }] of this.#writers) {
      void parquet.write({ columnData: columns[table], rowGroupSize: Number.MAX_SAFE_INTEGER });
    }
  }

  /** The bytes of the four files; nothing can be added after. */
  finish(): Record<CorpusTable, Uint8Array> {
    const files = [...this.#writers].map(([table, { parquet, bytes }]) => {
      void parquet.finish();
      return [table, bytes.getBytes()] as const;
    });
    return Object.fromEntries(files) as Record<CorpusTable, Uint8Array>;
  }
}

function columnsOf(
  pages: readonly Page[],
  redirects: readonly Redirect[],
): Record<CorpusTable, ColumnSource[]> {
  const numParagraphs = pages.reduce((sum, page) => sum + page.paragraphs.length, 0);
  const paragraphs = {
    page: new Array<number>(numParagraphs),
    paragraph: new Int32Array(numParagraphs),
    text: new Array<string>(numParagraphs),
    abstract: new Array<boolean>(numParagraphs),
    section: new Array<string | null>(numParagraphs),
    numLinks: new Int32Array(numParagraphs),
  };
  const links = {
    page: [] as number[],
    paragraph: [] as number[],
    title: [] as string[],
    mention: [] as string[],
    start: [] as number[],
    end: [] as number[],
  };
  let row = 0;
  for (const page of pages) {
    for (let index = 0; index < page.paragraphs.length; index++) {
      const paragraph = page.paragraphs[index]!;
      paragraphs.page[row] = page.id;
      paragraphs.paragraph[row] = index;
      paragraphs.text[row] = paragraph.text;
      paragraphs.abstract[row] = paragraph.abstract;
      paragraphs.section[row] = paragraph.section ?? null;
      paragraphs.numLinks[row++] = paragraph.links.length;
      for (const { title, start, end } of paragraph.links) {
        links.page.push(page.id);
        links.paragraph.push(index);
        links.title.push(title);
        links.mention.push(paragraph.text.slice(start, end));
        links.start.push(start);
        links.end.push(end);
      }
    }
  }
  return {
    pages: [
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
        Int32Array.from(pages, (page) => page.paragraphs.length),
      ),
    ],
    paragraphs: [
      int64("page", paragraphs.page),
      int32("paragraph", paragraphs.paragraph),
      string("text", paragraphs.text),
      { name: "abstract", type: "BOOLEAN", data: paragraphs.abstract, nullable: false },
      {
        name: "section",
        type: "STRING",
        data: paragraphs.section,
        encoding: "RLE_DICTIONARY",
        statistics: false,
      },
      // Rows of this paragraph in the same part of `links`.
      int32("num_links", paragraphs.numLinks),
    ],
    links: [
      int64("page", links.page),
      int32("paragraph", Int32Array.from(links.paragraph)),
      string("title", links.title),
      string("mention", links.mention),
      int32("mention_start", Int32Array.from(links.start)),
      int32("mention_end", Int32Array.from(links.end)),
    ],
    redirects: [
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
    ],
  };
}

function parquetWriter(columnData: ColumnSource[]): { parquet: ParquetWriter; bytes: ByteWriter } {
  const bytes = new ByteWriter();
  const parquet = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData }),
    compressors: { SNAPPY: compressSnappy },
    kvMetadata: [{ key: "lukejs.corpus", value: String(corpusVersion) }],
    createdBy: "lukejs",
  });
  return { parquet, bytes };
}

const int32 = (name: string, data: Int32Array): ColumnSource => ({
  name,
  type: "INT32",
  data,
  encoding: "DELTA_BINARY_PACKED",
  statistics: false,
  nullable: false,
});

const int64 = (name: string, values: readonly number[]): ColumnSource => ({
  name,
  type: "INT64",
  data: BigInt64Array.from(values, BigInt),
  encoding: "DELTA_BINARY_PACKED",
  nullable: false,
});

const string = (name: string, strings: readonly string[]): ColumnSource => ({
  name,
  type: "STRING",
  data: encodeStrings(strings),
  encoding: "PLAIN",
  statistics: false,
  nullable: false,
});
