import { z } from "zod";
import { cannotReadRow } from "../fine-tuning/errors.ts";
import { type OffsetUnit, toUtf16 } from "../fine-tuning/offset-unit.ts";
import { parseRows } from "../fine-tuning/parse-rows.ts";

/** A mention and the types it has in this sentence. */
export interface EntityTypingExample {
  readonly text: string;
  /** `text.slice(start, end)` is the mention; UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** May be empty. */
  readonly labels: readonly string[];
}

const offset = z.number().int().nonnegative();
const schema = z.object({ sent: z.string(), start: offset, end: offset, labels: z.array(z.string()) });

/**
 * Open Entity as ERNIE split it: a list of `{sent, start, end, labels}` (paper §4.1). A label listed twice counts once.
 *
 * @throws LukeError TSK201, TSK202, TSK204, naming file, row and field.
 */
export function readOpenEntity(
  text: string,
  file: string,
  options: { readonly offsets?: OffsetUnit } = {},
): EntityTypingExample[] {
  return parseRows(text, file, schema).map((row, i) => {
    const utf16 = toUtf16(row.sent, options.offsets ?? "codepoint");
    const [start, end] = [utf16(row.start), utf16(row.end)];
    if (start >= end || end > row.sent.length) {
      throw cannotReadRow(
        file,
        `row ${i + 1}`,
        `wanted 0 ≤ start < end ≤ ${row.sent.length} (the length of "sent"), found start ${row.start}, end ${row.end}`,
      );
    }
    return { text: row.sent, start, end, labels: [...new Set(row.labels)] };
  });
}
