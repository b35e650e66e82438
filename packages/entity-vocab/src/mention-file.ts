import { join } from "node:path";

/** The file of a table: a name ending in .parquet is the file, any other a folder that holds `mentions.parquet`. */
export function mentionFile(path: string): string {
  return path.endsWith(".parquet") ? path : join(path, "mentions.parquet");
}
