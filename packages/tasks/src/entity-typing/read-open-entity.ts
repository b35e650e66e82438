import { z } from "zod";
import { checkPlace, placeSchema } from "../fine-tuning/check-place.ts";
import { cannotReadRow, type Place } from "../fine-tuning/errors.ts";
import { type OffsetUnit, toUtf16 } from "../fine-tuning/offset-unit.ts";
import { checkRow, hasField, type ReadOptions, rawRows, readEach } from "../fine-tuning/parse-rows.ts";

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
const labels = z.array(z.string().min(1));
const schema = z.object({ sent: z.string(), start: offset, end: offset, labels });
const tokens = z.array(z.string());
const originalSchema = z.object({
  left_context_token: tokens,
  mention_span: z.string().min(1),
  right_context_token: tokens,
  y_str: labels,
});
const ownSchema = z.object({ text: z.string(), labels: labels.default([]) }).and(placeSchema);

/**
 * Open Entity: as ERNIE split it, `{sent, start, end, labels}` (paper §4.1); as it was published first,
 * `{left_context_token, mention_span, right_context_token, y_str}`; and data of one's own,
 * `{text, start, end, labels}` in UTF-16 code units. A JSON list or a row a line. A label listed twice counts once.
 *
 * @throws LukeError TSK201, TSK202, TSK204, naming file, row and field.
 */
export function readOpenEntity(
  text: string,
  file: string,
  options: ReadOptions & { readonly offsets?: OffsetUnit } = {},
): EntityTypingExample[] {
  const read = (value: unknown, where: Place): EntityTypingExample => {
    if (hasField(value, "mention_span")) return readOriginal(checkRow(value, file, where, originalSchema));
    if (hasField(value, "text")) {
      const row = checkRow(value, file, where, ownSchema);
      return { text: row.text, ...checkPlace(row, row.text, file, where, "the mention"), labels: row.labels };
    }
    const row = checkRow(value, file, where, schema);
    const utf16 = toUtf16(row.sent, options.offsets ?? "codepoint");
    const [start, end] = [utf16(row.start), utf16(row.end)];
    if (start >= end || end > row.sent.length) {
      throw cannotReadRow(
        file,
        where,
        `wanted 0 ≤ start < end ≤ ${row.sent.length} (the length of "sent"), found start ${row.start}, end ${row.end}`,
      );
    }
    return { text: row.sent, start, end, labels: row.labels };
  };
  return readEach(
    rawRows(text, file, options),
    ({ value, where }) => {
      const example = read(value, where);
      return { ...example, labels: [...new Set(example.labels)] };
    },
    options,
  );
}

/** Words with single spaces between them. */
function readOriginal(row: z.infer<typeof originalSchema>): EntityTypingExample {
  const left = row.left_context_token.map((token) => `${token} `).join("");
  const text = [left + row.mention_span, ...row.right_context_token].join(" ");
  return { text, start: left.length, end: left.length + row.mention_span.length, labels: row.y_str };
}
