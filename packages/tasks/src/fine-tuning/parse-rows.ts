import { LukeError } from "@lukejs/errors";
import type { z } from "zod";
import { cannotReadJson, cannotReadRow, noExamplesInFile, type Place } from "./errors.ts";
import { jsonMistake, jsonPositions, positionText } from "./json-positions.ts";

export interface ReadOptions {
  /** Told what is wrong with a row, which is then left out; without it, the first such error is thrown. */
  readonly onBadRow?: ((error: LukeError) => void) | undefined;
}

/** A row of a dataset that is not yet checked, and where it stands: "row 3 (line 5, column 1)" of a list, "line 3" of a file of lines. */
export interface RawRow {
  readonly value: unknown;
  readonly where: Place;
}

/**
 * The rows of a dataset: a JSON array, or one JSON object a line.
 *
 * @throws LukeError TSK201 for a line that is no JSON, TSK202 for text that is none, TSK204 for no rows
 */
export function rawRows(text: string, file: string, options: ReadOptions = {}): RawRow[] {
  if (!/^\s*\[/.test(text)) return readSome(file, options, (told) => parseLines(text, file, told));
  const values = parseJson(text, file) as unknown[];
  if (values.length === 0) throw noExamplesInFile(file);
  const placeOf = placesIn(text);
  return values.map((value, i) => ({ value, where: placeOf(`row ${i + 1}`, i) }));
}

/** Says where the objects of a JSON text stand; the text is read again for it when the first one is asked for. */
export function placesIn(text: string): (name: string, ...path: readonly (string | number)[]) => Place {
  let positions: ReturnType<typeof jsonPositions> | undefined;
  return (name, ...path) =>
    () => {
      positions ??= jsonPositions(text);
      const position = positions.get(path.join("/"));
      return position === undefined ? name : `${name} (${positionText(position)})`;
    };
}

/**
 * What `read` makes of a file.
 *
 * @throws LukeError TSK204 where it has no example, and no bad row that was told of either
 */
export function readSome<Example>(
  file: string,
  { onBadRow }: ReadOptions,
  read: (options: ReadOptions) => Example[],
): Example[] {
  let told = 0;
  const examples = read(
    onBadRow === undefined
      ? {}
      : {
          onBadRow: (error) => {
            told++;
            onBadRow(error);
          },
        },
  );
  if (examples.length === 0 && told === 0) throw noExamplesInFile(file);
  return examples;
}

/** What `read` makes of each row, or its error given to `onBadRow`. */
export function readEach<Row, Example>(
  rows: readonly Row[],
  read: (row: Row, index: number) => Example | readonly Example[],
  { onBadRow }: ReadOptions,
): Example[] {
  return rows.flatMap((row, i) => {
    if (onBadRow === undefined) return read(row, i) as Example;
    try {
      return read(row, i) as Example;
    } catch (error) {
      if (!LukeError.isInstance(error)) throw error;
      onBadRow(error);
      return [];
    }
  });
}

/** One value checked by `schema`; the error names the first field that is wrong. */
export function checkRow<Row>(value: unknown, file: string, where: Place, schema: z.ZodType<Row>): Row {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const field = issue.path.map(String).join(".");
  throw cannotReadRow(
    file,
    where,
    `${field === "" ? "the row" : `"${field}"`}: ${issue.message}`,
    result.error,
  );
}

/** Whether a value has this field: which of a task's formats a row has shows in the fields it has. */
export function hasField(value: unknown, field: string): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, field);
}

/** @throws LukeError TSK202 naming the line, TSK204 for a file of nothing but white space */
export function parseJson(text: string, file: string): unknown {
  if (text.trim() === "") throw noExamplesInFile(file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const position = jsonMistake(text);
    throw cannotReadJson(file, position === undefined ? "the file" : positionText(position), cause);
  }
}

/** Whether the first line is a whole JSON object: then the file is one of lines. */
export function isJsonLines(text: string): boolean {
  const line = /^\s*(\{.*)\r?(?:\n|$)/.exec(text)?.[1];
  if (line === undefined) return false;
  try {
    const value = JSON.parse(line) as object;
    return !hasField(value, "data");
  } catch {
    return false;
  }
}

function parseLines(text: string, file: string, options: ReadOptions): RawRow[] {
  const lines = [...text.split(/\r?\n/).entries()].filter(([, line]) => line.trim() !== "");
  return readEach(
    lines,
    ([i, line]) => {
      const where = `line ${i + 1}`;
      try {
        return { value: JSON.parse(line) as unknown, where };
      } catch (cause) {
        throw cannotReadRow(file, where, `wanted a JSON object, found ${line.slice(0, 40)}`, cause);
      }
    },
    options,
  );
}
