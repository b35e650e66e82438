import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { MentionColumnsBuilder } from "./mention-columns.ts";
import { mentionKey, mentionVersion } from "./mention-metadata.ts";
import { type MentionRow, MentionTable, type MentionTableInfo } from "./mention-table.ts";

/**
 * The table that the bytes of a file hold, in browsers too.
 *
 * @throws Error where they are no mention table of this version
 */
export async function parseMentionTable(bytes: ArrayBuffer): Promise<MentionTable> {
  const metadata = await parquetMetadataAsync(bytes);
  return readMentions(bytes, metadata);
}

/** The table in an open file. */
export async function readMentions(file: AsyncBuffer, metadata: FileMetaData): Promise<MentionTable> {
  const info = mentionInfo(metadata);
  const columns = new MentionColumnsBuilder(info.normalization);
  for await (const rows of mentionRows(file, metadata)) columns.add(rows);
  return new MentionTable(columns.finish(), info);
}

/** The settings in a file's metadata. */
export function mentionInfo(metadata: FileMetaData): MentionTableInfo {
  const settings = metadata.key_value_metadata?.find(({ key }) => key === mentionKey)?.value;
  if (settings === undefined)
    throw new Error(`it is Parquet but has no ${JSON.stringify(mentionKey)} in its metadata`);
  const { version, normalization, linkProbability } = JSON.parse(settings) as MentionTableInfo & {
    version: number;
  };
  if (version !== mentionVersion) throw new Error(`it has version ${version}, expected ${mentionVersion}`);
  return { normalization, linkProbability };
}

/** Its rows, a row group at a time. */
export async function* mentionRows(
  file: AsyncBuffer,
  metadata: FileMetaData,
): AsyncGenerator<MentionRow[], void, undefined> {
  let rowStart = 0;
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows);
    const rows = (await parquetReadObjects({ file, metadata, rowStart, rowEnd })) as {
      name: string;
      title: string;
      count: number;
      name_links: number;
      name_occurrences: number;
      name_pages: number;
    }[];
    yield rows.map((row) => ({
      name: row.name,
      title: row.title,
      count: row.count,
      nameLinks: row.name_links,
      nameOccurrences: row.name_occurrences,
      namePages: row.name_pages,
    }));
    rowStart = rowEnd;
  }
}
