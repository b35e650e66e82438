import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { MentionTable } from "./mention-table.ts";

/** The file of a table: a name ending in .parquet is the file, any other a folder that holds `mentions.parquet`. */
export function mentionFile(path: string): string {
  return path.endsWith(".parquet") ? path : join(path, "mentions.parquet");
}

/** Writes a table to one Parquet file: name, title, count, name_links, name_occurrences; its settings in the metadata. */
export async function writeMentionTable(table: MentionTable, path: string): Promise<void> {
  const rows = table.rows();
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: "name", type: "STRING", data: rows.map((row) => row.name), nullable: false },
      { name: "title", type: "STRING", data: rows.map((row) => row.title), nullable: false },
      { name: "count", type: "INT32", data: Int32Array.from(rows, (row) => row.count), nullable: false },
      {
        name: "name_links",
        type: "INT32",
        data: Int32Array.from(rows, (row) => row.nameLinks),
        nullable: false,
      },
      {
        name: "name_occurrences",
        type: "INT32",
        data: Int32Array.from(rows, (row) => row.nameOccurrences),
        nullable: false,
      },
    ],
    rowGroupSize: 100_000,
    kvMetadata: [{ key: "lukejs.mentions", value: JSON.stringify({ version: 1, ...table.info }) }],
    createdBy: "lukejs",
  });
  const file = mentionFile(path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, new Uint8Array(bytes));
  await rename(`${file}.part`, file);
}
