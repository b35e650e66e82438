import type { MentionTableInfo } from "./mention-table.ts";

/** Version of a table's columns; 2 counts occurrences and pages both. */
export const mentionVersion = 2;

/** The key under which a file's metadata hold its version and settings. */
export const mentionKey = "lukejs.mentions";

export function mentionMetadata(info: MentionTableInfo): string {
  return JSON.stringify({ version: mentionVersion, ...info });
}
