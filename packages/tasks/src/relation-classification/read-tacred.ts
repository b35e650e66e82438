import { z } from "zod";
import { checkPlace, placeSchema } from "../fine-tuning/check-place.ts";
import { cannotReadRow, type Place } from "../fine-tuning/errors.ts";
import { checkRow, hasField, type ReadOptions, rawRows, readEach } from "../fine-tuning/parse-rows.ts";
import { checkSeparate } from "./check-separate.ts";
import { mentionsAsWords } from "./mentions-as-words.ts";
import { isMarkedRelations, readMarkedRelations } from "./read-marked-relations.ts";

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

const ownSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  text: z.string().optional(),
  words: z.array(z.string()).min(1).optional(),
  head: placeSchema,
  tail: placeSchema,
  label: z.string().default(""),
});

/**
 * TACRED: `{token, subj_start, subj_end, obj_start, obj_end, relation}`, ends inclusive (paper §4.2); and data of one's own,
 * `{text, head: {start, end}, tail, label}` in UTF-16 code units, or `{words, head, tail, label}` in words, ends exclusive.
 * A JSON list or a row a line; sentences marked as in SemEval-2010 task 8 and KBP37 too ({@link readMarkedRelations}).
 *
 * @throws LukeError TSK201 (also for overlapping mentions), TSK202, TSK204, naming file, row and field.
 */
export function readTacred(text: string, file: string, options: ReadOptions = {}): RelationExample[] {
  if (isMarkedRelations(text)) return readMarkedRelations(text, file, options);
  return readEach(
    rawRows(text, file, options),
    ({ value, where }, i) => {
      const example = hasField(value, "head")
        ? readOwn(value, file, where, String(i))
        : readRow(value, file, where, String(i));
      checkSeparate(example, file, where);
      return example;
    },
    options,
  );
}

function readRow(value: unknown, file: string, where: Place, id: string): RelationExample {
  const row = checkRow(value, file, where, schema);
  const span = (role: "subj" | "obj"): WordSpan => {
    const [start, last] = [row[`${role}_start`], row[`${role}_end`]];
    if (start > last || last >= row.token.length) {
      throw cannotReadRow(
        file,
        where,
        `wanted ${role}_start ≤ ${role}_end < ${row.token.length} (the number of tokens), found ${start} and ${last}`,
      );
    }
    return { start, end: last + 1 };
  };
  return {
    id: String(row.id ?? id),
    words: row.token,
    head: span("subj"),
    tail: span("obj"),
    label: row.relation,
  };
}

function readOwn(value: unknown, file: string, where: Place, id: string): RelationExample {
  const row = checkRow(value, file, where, ownSchema);
  const source = row.words ?? row.text;
  if (source === undefined) throw cannotReadRow(file, where, 'wanted "text" or "words", found neither');
  const place = (role: "head" | "tail") => checkPlace(row[role], source, file, where, `"${role}"`);
  const spans = { head: place("head"), tail: place("tail") };
  const known = { id: String(row.id ?? id), label: row.label };
  if (row.words !== undefined) return { ...known, words: row.words, ...spans };
  checkSeparate(spans, file, where);
  return { ...known, ...mentionsAsWords(row.text!, spans.head, spans.tail) };
}
