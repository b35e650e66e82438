import { inputInvalid, spanOutside, textEmpty } from "./errors.ts";
import type { Mention, TextSpan } from "./pipeline.ts";

/**
 * @throws TypeError for what is no text, LukeError LUK006 for one of white space
 */
export function checkText(task: string, field: string, text: unknown): asserts text is string {
  if (typeof text !== "string") {
    const found = text === null ? "null" : typeof text;
    throw new TypeError(`Cannot run ${task}: "${field}" is ${found}, expected a string`);
  }
  if (text.trim() === "") throw textEmpty(task, field);
}

/**
 * @throws TypeError for what is no span, LukeError LUK007 for one outside the text, LUK008 for one of white space
 */
export function checkSpan(
  task: string,
  field: string,
  span: unknown,
  text: string,
): asserts span is TextSpan {
  const { start, end } = (typeof span === "object" && span !== null ? span : {}) as Partial<TextSpan>;
  if (!Number.isInteger(start) || !Number.isInteger(end)) {
    throw new TypeError(`Cannot run ${task}: "${field}" is no span, expected { start, end } with integers`);
  }
  if (start! < 0 || start! >= end! || end! > text.length) {
    throw spanOutside(task, field, { start: start!, end: end! }, text.length);
  }
  if (text.slice(start, end).trim() === "") {
    throw inputInvalid(task, `"${field}" (${start}–${end}) is white space, expected a mention`);
  }
}

/** @throws TypeError unless it is an object with fields */
export function checkObject(task: string, input: unknown, wanted: string): void {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new TypeError(`Cannot run ${task}: the input is ${typeof input}, expected ${wanted}`);
  }
}

/** The span with its text. */
export function mentionOf(text: string, { start, end }: TextSpan): Mention {
  return { start, end, text: text.slice(start, end) };
}
