import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { cannotWriteMentions } from "./errors.ts";
import { mentionFile } from "./mention-file.ts";
import { mentionKey, mentionMetadata } from "./mention-metadata.ts";
import type { MentionTable } from "./mention-table.ts";

/**
 * Writes a table to one Parquet file: name, title, count, name_links, name_occurrences, name_pages; its settings in the
 * metadata.
 *
 * @throws LukeError VOC008
 */
export async function writeMentionTable(table: MentionTable, path: string): Promise<void> {
  const rows = [...table.rows()];
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: "name", type: "STRING", data: rows.map((row) => row.name), nullable: false },
      { name: "title", type: "STRING", data: rows.map((row) => row.title), nullable: false },
      int32(
        "count",
        rows.map((row) => row.count),
      ),
      int32(
        "name_links",
        rows.map((row) => row.nameLinks),
      ),
      int32(
        "name_occurrences",
        rows.map((row) => row.nameOccurrences),
      ),
      int32(
        "name_pages",
        rows.map((row) => row.namePages),
      ),
    ],
    rowGroupSize: 100_000,
    kvMetadata: [{ key: mentionKey, value: mentionMetadata(table.info) }],
    createdBy: "lukejs",
  });
  const file = mentionFile(path);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.part`, new Uint8Array(bytes));
    await rename(`${file}.part`, file);
  } catch (cause) {
    await rm(`${file}.part`, { force: true }).catch(() => undefined);
    throw cannotWriteMentions(file, cause);
  }
}

function int32(name: string, values: readonly number[]) {
  return { name, type: "INT32" as const, data: Int32Array.from(values), nullable: false };
}
