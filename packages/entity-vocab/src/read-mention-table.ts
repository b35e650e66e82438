import { LukeError } from "@lukejs/errors";
import { cannotReadMentions } from "./errors.ts";
import { mentionFile } from "./mention-file.ts";
import type { MentionTable } from "./mention-table.ts";
import { readMentions } from "./parse-mention-table.ts";
import { type OpenParquet, openParquet } from "./read-rows.ts";

/**
 * Reads a table into memory.
 *
 * @param path the file, or the folder that holds `mentions.parquet`
 * @throws LukeError VOC006
 */
export async function readMentionTable(path: string): Promise<MentionTable> {
  return await withMentions(path, ({ file, metadata }) => readMentions(file, metadata));
}

/** Opens the file of a table for `read`. */
export async function withMentions<Result>(
  path: string,
  read: (parquet: OpenParquet) => Promise<Result>,
): Promise<Result> {
  const name = mentionFile(path);
  let parquet: OpenParquet | undefined;
  try {
    parquet = await openParquet(name);
    return await read(parquet);
  } catch (cause) {
    if (cause instanceof LukeError) throw cause;
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const what = missing ? "there is no such file" : cause instanceof Error ? cause.message : String(cause);
    throw cannotReadMentions(name, what, cause);
  } finally {
    await parquet?.close();
  }
}
