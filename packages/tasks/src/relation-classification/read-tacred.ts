import { z } from "zod";
import { cannotReadRow } from "../fine-tuning/errors.ts";
import { parseRows } from "../fine-tuning/parse-rows.ts";

/** Words `start` to `end` (exclusive) of a sentence. */
export interface WordSpan {
  readonly start: number;
  readonly end: number;
}

/** Two mentions of a sentence and their relation. */
export interface RelationExample {
  readonly id: string;
  readonly words: readonly string[];
  /** The subject. */
  readonly head: WordSpan;
  /** The object. */
  readonly tail: WordSpan;
  readonly label: string;
}

const index = z.number().int().nonnegative();
const schema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  relation: z.string(),
  token: z.array(z.string()).min(1),
  subj_start: index,
  subj_end: index,
  obj_start: index,
  obj_end: index,
});

/**
 * TACRED: a list of `{token, subj_start, subj_end, obj_start, obj_end, relation}`, ends inclusive (paper §4.2).
 *
 * @throws LukeError TSK201 (also for overlapping mentions), TSK202, TSK204, naming file, row and field.
 */
export function readTacred(text: string, file: string): RelationExample[] {
  return parseRows(text, file, schema).map((row, i) => {
    const span = (role: "subj" | "obj"): WordSpan => {
      const [start, last] = [row[`${role}_start`], row[`${role}_end`]];
      if (start > last || last >= row.token.length) {
        throw cannotReadRow(
          file,
          `row ${i + 1}`,
          `wanted ${role}_start ≤ ${role}_end < ${row.token.length} (the number of tokens), found ${start} and ${last}`,
        );
      }
      return { start, end: last + 1 };
    };
    const [head, tail] = [span("subj"), span("obj")];
    if (head.start < tail.end && tail.start < head.end) {
      throw cannotReadRow(
        file,
        `row ${i + 1}`,
        `wanted two separate mentions, found ${head.start}–${head.end - 1} and ${tail.start}–${tail.end - 1}`,
      );
    }
    return { id: String(row.id ?? i), words: row.token, head, tail, label: row.relation };
  });
}
