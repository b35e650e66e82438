import { join } from "node:path";
import type { MentionTableInfo } from "./mention-table.ts";

/** Version of a table's columns; 2 counts occurrences and pages both. */
export const mentionVersion = 2;

/** The key under which a file's metadata hold its version and settings. */
export const mentionKey = "lukejs.mentions";

/** The file of a table: a name ending in .parquet is the file, any other a folder that holds `mentions.parquet`. */
export function mentionFile(path: string): string {
  return path.endsWith(".parquet") ? path : join(path, "mentions.parquet");
}

export function mentionMetadata(info: MentionTableInfo): string {
  return JSON.stringify({ version: mentionVersion, ...info });
}
