import { z } from "zod";
import { checkPlace, placeSchema } from "../fine-tuning/check-place.ts";
import { cannotReadRow } from "../fine-tuning/errors.ts";
import { type OffsetUnit, toUtf16 } from "../fine-tuning/offset-unit.ts";
import {
  checkRow,
  isJsonLines,
  parseJson,
  type ReadOptions,
  rawRows,
  readEach,
} from "../fine-tuning/parse-rows.ts";

/** A query with a gap and a passage whose marked entities are the candidates. Offsets are UTF-16 code units. */
export interface ClozeExample {
  readonly id: string;
  readonly query: string;
  readonly passage: string;
  /** In order of start, without overlap; `passage.slice(start, end)` is the mention. */
  readonly entities: readonly { readonly start: number; readonly end: number }[];
  /** Texts of the right answers; empty where they are not given. */
  readonly answers: readonly string[];
  /** For each entity whether it is a right answer. */
  readonly right: readonly boolean[];
}

const offset = z.number().int().nonnegative();
const span = z.object({ start: offset, end: offset });
const fileSchema = z.object({ data: z.array(z.unknown()) });
const rowSchema = z.object({
  id: z.string().optional(),
  passage: z.object({ text: z.string(), entities: z.array(span) }),
  qas: z.array(
    z.object({
      id: z.string(),
      query: z.string(),
      answers: z.array(span.extend({ text: z.string() })).optional(),
    }),
  ),
});

/** The gap in a query. */
export const placeholder = "@placeholder";

const ownSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String).optional(),
  query: z.string(),
  passage: z.string(),
  entities: z.array(placeSchema),
  answers: z.array(z.string()).default([]),
});

/**
 * ReCoRD: `{data: [{passage: {text, entities}, qas: [{id, query, answers}]}]}`, ends inclusive (paper §4.4). Data of one's
 * own is a line each, `{id, query, passage, entities: [{start, end}], answers: [text]}`, in UTF-16 code units, ends exclusive.
 * An entity that overlaps an earlier one is left out of the candidates.
 *
 * @throws LukeError TSK201, TSK202 naming file, row and field.
 */
export function readRecord(
  text: string,
  file: string,
  options: ReadOptions & { readonly offsets?: OffsetUnit } = {},
): ClozeExample[] {
  if (isJsonLines(text)) return readOwn(text, file, options);
  const { data } = checkRow(parseJson(text, file), file, "the file", fileSchema);
  return readEach(
    data,
    (value, i) => {
      const where = `row ${i + 1}`;
      const { passage, qas } = checkRow(value, file, where, rowSchema);
      const utf16 = toUtf16(passage.text, options.offsets ?? "codepoint");
      const place = ({ start, end }: { start: number; end: number }) => {
        const placed = { start: utf16(start), end: utf16(end + 1) };
        if (placed.start >= placed.end || placed.end > passage.text.length) {
          throw cannotReadRow(
            file,
            where,
            `wanted an entity inside the ${passage.text.length} characters of the passage, found ${start}–${end}`,
          );
        }
        return placed;
      };
      const entities = withoutOverlap(passage.entities.map(place));
      return qas.map(({ id, query, answers = [] }) => {
        checkQuery(query, id, file, where);
        const rightSpans = new Set(answers.map((answer) => keyOf(place(answer))));
        return {
          id,
          query,
          passage: passage.text,
          entities,
          answers: answers.map((answer) => answer.text),
          right: entities.map((entity) => rightSpans.has(keyOf(entity))),
        };
      });
    },
    options,
  );
}

function readOwn(text: string, file: string, options: ReadOptions): ClozeExample[] {
  return readEach(
    rawRows(text, file, options),
    ({ value, where }, i) => {
      const { id = String(i), query, passage, answers, ...row } = checkRow(value, file, where, ownSchema);
      checkQuery(query, id, file, where);
      const entities = withoutOverlap(
        row.entities.map((entity) => checkPlace(entity, passage, file, where, "an entity of the passage")),
      );
      const right = new Set(answers);
      return {
        id,
        query,
        passage,
        entities,
        answers,
        right: entities.map(({ start, end }) => right.has(passage.slice(start, end))),
      };
    },
    options,
  );
}

/** @throws LukeError TSK201 where the gap does not stand once in the query */
function checkQuery(query: string, id: string, file: string, where: string): void {
  if (query.split(placeholder).length === 2) return;
  throw cannotReadRow(file, where, `wanted ${placeholder} once in the query of "${id}", found "${query}"`);
}

function withoutOverlap<Placed extends { start: number; end: number }>(spans: readonly Placed[]): Placed[] {
  const kept: Placed[] = [];
  for (const next of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (next.start >= (kept.at(-1)?.end ?? 0)) kept.push(next);
  }
  return kept;
}

function keyOf({ start, end }: { start: number; end: number }): string {
  return `${start} ${end}`;
}
