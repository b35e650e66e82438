import { join } from "node:path";
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
} from "hyparquet";
import { type CorpusTable, partFile } from "./corpus-tables.ts";
import { partUnreadable } from "./errors.ts";
import type { Page } from "./page.ts";
import type { Link, Paragraph } from "./paragraph.ts";

interface PageRow {
  readonly id: bigint;
  readonly revision: bigint;
  readonly title: string;
  readonly disambiguation: boolean;
  readonly num_paragraphs: number;
}

interface ParagraphRow {
  readonly text: string;
  readonly abstract: boolean;
  readonly section: string | null;
  readonly num_links: number;
}

interface LinkRow {
  readonly title: string;
  readonly mention_start: number;
  readonly mention_end: number;
}

/**
 * Reads pages of one part: of the tables of paragraphs and links, only the row groups that hold theirs.
 *
 * @throws LukeError COR016 where a file of the part is missing or damaged
 */
export class PartReader {
  readonly #pages: readonly PageRow[];
  readonly #paragraphs: Table<ParagraphRow>;
  readonly #links: Table<LinkRow>;
  /** Where the paragraphs of each page begin, and where the links of each paragraph; one element more at the end. */
  readonly #firstParagraph: Int32Array;
  readonly #firstLink: Int32Array;

  private constructor(
    pages: readonly PageRow[],
    paragraphs: Table<ParagraphRow>,
    numLinks: readonly Pick<ParagraphRow, "num_links">[],
    links: Table<LinkRow>,
  ) {
    this.#pages = pages;
    this.#paragraphs = paragraphs;
    this.#links = links;
    this.#firstParagraph = sums(pages.map((row) => row.num_paragraphs));
    this.#firstLink = sums(numLinks.map((row) => row.num_links));
  }

  static async open(folder: string, part: number): Promise<PartReader> {
    const [pages, paragraphs, links] = await Promise.all([
      Table.open<PageRow>(folder, "pages", part),
      Table.open<ParagraphRow>(folder, "paragraphs", part),
      Table.open<LinkRow>(folder, "links", part),
    ]);
    const [rows, numLinks] = await Promise.all([pages.read(), paragraphs.read({ columns: ["num_links"] })]);
    return new PartReader(rows, paragraphs, numLinks, links);
  }

  get numPages(): number {
    return this.#pages.length;
  }

  /** The pages of the rows `from` to `to`. */
  async read(from: number, to: number): Promise<readonly Page[]> {
    const [firstParagraph, endParagraph] = [this.#firstParagraph[from]!, this.#firstParagraph[to]!];
    const [firstLink, endLink] = [this.#firstLink[firstParagraph]!, this.#firstLink[endParagraph]!];
    const [paragraphs, links] = await Promise.all([
      this.#paragraphs.read({ rowStart: firstParagraph, rowEnd: endParagraph }),
      this.#links.read({ rowStart: firstLink, rowEnd: endLink }),
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
    return this.#pages.slice(from, to).map((row) => ({
      id: Number(row.id),
      revision: Number(row.revision),
      title: row.title,
      disambiguation: row.disambiguation,
      paragraphs: Array.from({ length: row.num_paragraphs }, paragraphOf),
    }));
  }

  /** All pages in order, about as many in memory as the part's writer had. */
  async *all(): AsyncGenerator<Page> {
    // Pages of about so many paragraphs are read at a time: a few megabytes of text.
    const batch = 8192;
    for (let from = 0; from < this.numPages; ) {
      let to = from + 1;
      while (to < this.numPages && this.#firstParagraph[to + 1]! - this.#firstParagraph[from]! <= batch) to++;
      yield* await this.read(from, to);
      from = to;
    }
  }
}

/** One file of a corpus. */
export class Table<Row> {
  readonly #path: string;
  readonly #file: AsyncBuffer;
  readonly #metadata: FileMetaData;

  private constructor(path: string, file: AsyncBuffer, metadata: FileMetaData) {
    this.#path = path;
    this.#file = file;
    this.#metadata = metadata;
  }

  static async open<Row>(folder: string, table: CorpusTable, part: number): Promise<Table<Row>> {
    const path = join(folder, partFile(table, part));
    try {
      const file = await asyncBufferFromFile(path);
      return new Table<Row>(path, file, await parquetMetadataAsync(file));
    } catch (cause) {
      throw partUnreadable(path, cause);
    }
  }

  async read(range: { columns?: string[]; rowStart?: number; rowEnd?: number } = {}): Promise<Row[]> {
    if (range.rowStart !== undefined && range.rowStart === range.rowEnd) return [];
    try {
      const rows = await parquetReadObjects({ file: this.#file, metadata: this.#metadata, ...range });
      return rows as Row[];
    } catch (cause) {
      throw partUnreadable(this.#path, cause);
    }
  }
}

/** 0, and the sums of the first one, two, three… numbers. */
function sums(numbers: readonly number[]): Int32Array {
  const result = new Int32Array(numbers.length + 1);
  for (const [i, number] of numbers.entries()) result[i + 1] = result[i]! + number;
  return result;
}
