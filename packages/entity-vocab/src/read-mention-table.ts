import { readFile } from "node:fs/promises";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { cannotReadMentions } from "./errors.ts";
import { MentionTable, type MentionTableInfo } from "./mention-table.ts";
import { mentionFile } from "./write-mention-table.ts";

/**
 * Reads a table into memory.
 *
 * @param path the file, or the folder that holds `mentions.parquet`
 * @throws LukeError VOC006
 */
export async function readMentionTable(path: string): Promise<MentionTable> {
  const name = mentionFile(path);
  let bytes: Buffer;
  try {
    bytes = await readFile(name);
  } catch (cause) {
    throw cannotReadMentions(name, "no such file can be read", cause);
  }
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  try {
    const metadata = parquetMetadata(file);
    const settings = metadata.key_value_metadata?.find(({ key }) => key === "lukejs.mentions")?.value;
    if (settings === undefined) throw new Error('it is Parquet but has no "lukejs.mentions" in its metadata');
    const { version, normalization, linkProbability } = JSON.parse(settings) as MentionTableInfo & {
      version: number;
    };
    if (version !== 1) throw new Error(`it has version ${version}, expected 1`);
    const rows = (await parquetReadObjects({ file, metadata })) as {
      name: string;
      title: string;
      count: number;
      name_links: number;
      name_occurrences: number;
    }[];
    return new MentionTable(
      rows.map((row) => ({
        name: row.name,
        title: row.title,
        count: row.count,
        nameLinks: row.name_links,
        nameOccurrences: row.name_occurrences,
      })),
      { normalization, linkProbability },
    );
  } catch (cause) {
    throw cannotReadMentions(name, cause instanceof Error ? cause.message : String(cause), cause);
  }
}
