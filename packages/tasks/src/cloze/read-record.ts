import { z } from "zod";
import { checkPlace, placeSchema } from "../fine-tuning/check-place.ts";
import { cannotReadRow, type Place } from "../fine-tuning/errors.ts";
import { type OffsetUnit, toUtf16 } from "../fine-tuning/offset-unit.ts";
import {
  checkRow,
  isJsonLines,
  parseJson,
  placesIn,
  type ReadOptions,
  rawRows,
  readEach,
  readSome,
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
  /** Entities of the passage that are no candidates because an earlier one overlaps them: 0. */
  readonly overlapping?: number;
  /** Answers whose text is not what stands at their place: 0. Scores compare the text, training takes the place. */
  readonly misplaced?: number;
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
 * An entity that overlaps an earlier one is left out of the candidates, and counted.
 *
 * @throws LukeError TSK201, TSK202, TSK204 naming file, row and field.
 */
export function readRecord(
  text: string,
  file: string,
  options: ReadOptions & { readonly offsets?: OffsetUnit } = {},
): ClozeExample[] {
  return readSome(file, options, (told) =>
    isJsonLines(text) ? readOwn(text, file, told) : readPublished(text, file, told, options.offsets),
  );
}

function readPublished(
  text: string,
  file: string,
  options: ReadOptions,
  offsets: OffsetUnit = "codepoint",
): ClozeExample[] {
  const { data } = checkRow(parseJson(text, file), file, "the file", fileSchema);
  const placeOf = placesIn(text);
  const queries = readEach(
    data,
    (value, i) => {
      const where = placeOf(`row ${i + 1}`, "data", i);
      const { passage, qas } = checkRow(value, file, where, rowSchema);
      const utf16 = toUtf16(passage.text, offsets);
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
      const { entities, overlapping } = withoutOverlap(passage.entities.map(place));
      return qas.map(({ id, query, answers = [] }, j) => (): ClozeExample => {
        checkQuery(query, id, file, placeOf(`row ${i + 1}, query "${id}"`, "data", i, "qas", j));
        const places = answers.map(place);
        const rightSpans = new Set(places.map(keyOf));
        const misplaced = answers.filter(
          ({ text: answer }, k) => passage.text.slice(places[k]!.start, places[k]!.end) !== answer,
        ).length;
        return {
          id,
          query,
          passage: passage.text,
          entities,
          answers: answers.map((answer) => answer.text),
          right: entities.map((entity) => rightSpans.has(keyOf(entity))),
          ...overlapping,
          ...(misplaced === 0 ? {} : { misplaced }),
        };
      });
    },
    options,
  );
  return readEach(queries, (read) => read(), options);
}

function readOwn(text: string, file: string, options: ReadOptions): ClozeExample[] {
  return readEach(
    rawRows(text, file, options),
    ({ value, where }, i) => {
      const { id = String(i), query, passage, answers, ...row } = checkRow(value, file, where, ownSchema);
      checkQuery(query, id, file, where);
      const { entities, overlapping } = withoutOverlap(
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
        ...overlapping,
      };
    },
    options,
  );
}

/** @throws LukeError TSK201 where the gap does not stand once in the query */
function checkQuery(query: string, id: string, file: string, where: Place): void {
  if (query.split(placeholder).length === 2) return;
  throw cannotReadRow(file, where, `wanted ${placeholder} once in the query of "${id}", found "${query}"`);
}

function withoutOverlap<Placed extends { start: number; end: number }>(
  spans: readonly Placed[],
): { entities: Placed[]; overlapping: { overlapping?: number } } {
  const kept: Placed[] = [];
  for (const next of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (next.start >= (kept.at(-1)?.end ?? 0)) kept.push(next);
  }
  const overlapping = spans.length - kept.length;
  return { entities: kept, overlapping: overlapping === 0 ? {} : { overlapping } };
}

function keyOf({ start, end }: { start: number; end: number }): string {
  return `${start} ${end}`;
}
