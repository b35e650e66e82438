import type { z } from "zod";
import { cannotReadJson, cannotReadRow, noExamplesInFile } from "./errors.ts";

/**
 * The rows of a dataset: a JSON array, or one JSON object a line. Each row is checked by `schema`.
 *
 * @throws LukeError TSK201 naming file, row and field; TSK202 for text that is no JSON; TSK204 for no rows.
 */
export function parseRows<Row>(text: string, file: string, schema: z.ZodType<Row>): Row[] {
  const isList = /^\s*\[/.test(text);
  const parsed = isList ? (parseJson(text, file) as unknown[]) : parseLines(text, file);
  if (parsed.length === 0) throw noExamplesInFile(file);
  return parsed.map((row, i) => checkRow(row, file, `row ${i + 1}`, schema));
}

/** One value checked by `schema`; the error names the first field that is wrong. */
export function checkRow<Row>(value: unknown, file: string, where: string, schema: z.ZodType<Row>): Row {
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

/** @throws LukeError TSK202 */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw cannotReadJson(file, cause);
  }
}

function parseLines(text: string, file: string): unknown[] {
  const rows: unknown[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    try {
      rows.push(JSON.parse(line));
    } catch (cause) {
      throw cannotReadRow(file, `line ${i + 1}`, `wanted a JSON object, found ${line.slice(0, 40)}`, cause);
    }
  }
  return rows;
}
