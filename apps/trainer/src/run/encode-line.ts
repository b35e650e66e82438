import type { EntityVocab } from "@lukejs/entity-vocab";
import { LukeError } from "@lukejs/errors";
import { callLikeHuggingFace, type LukeTokenizer, optionsFromHuggingFace } from "@lukejs/tokenizer";
import { loadLukeTokenizer, loadTokenizer } from "@lukejs/tokenizer/node";
import { lineInvalid } from "../errors.ts";
import { openEntityLookup } from "./open-entity-lookup.ts";

/** Encodes one line: a JSON object of call arguments in, the fields or an error out. */
export type EncodeLine = (line: string, number: number) => Promise<Record<string, unknown>>;

/**
 * The tokenizer of a checkpoint folder, called with lines of JSON: the keyword arguments of the reference's
 * LukeTokenizer call, and optionally `tokenizer` (constructor arguments) and `span_unit` ("utf16" or "codepoint").
 *
 * Every set of constructor arguments has a tokenizer of its own, as a tokenizer keeps the markers it was given.
 *
 * @throws LukeError where the folder holds no tokenizer or no entity vocabulary; lines answer with their error instead
 */
export async function openLineEncoder(folder: string): Promise<EncodeLine> {
  const entities = await openEntityLookup(folder);
  await loadTokenizer(folder); // a clear error before the first line
  const opened = new Map<string, Promise<LukeTokenizer>>();
  return async (line, number) => {
    try {
      const { tokenizer: given = {}, span_unit: spanUnit = "utf16", ...call } = parseLine(line, number);
      if (!isObject(given)) throw lineInvalid(`line ${number}`, '"tokenizer" to be an object');
      if (spanUnit !== "utf16" && spanUnit !== "codepoint") {
        throw lineInvalid(`line ${number}`, '"span_unit" to be "utf16" or "codepoint"');
      }
      const key = JSON.stringify(Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1)));
      let tokenizer = opened.get(key);
      if (tokenizer === undefined) opened.set(key, (tokenizer = openTokenizer(folder, entities, given)));
      return callLikeHuggingFace(await tokenizer, call, { spanUnit });
    } catch (error) {
      if (LukeError.isInstance(error)) return { error: { code: error.code, message: error.message } };
      if (error instanceof TypeError || error instanceof RangeError) {
        return { error: { code: "CLI010", message: `Cannot encode line ${number}: ${error.message}` } };
      }
      throw error;
    }
  };
}

async function openTokenizer(
  folder: string,
  entities: EntityVocab,
  given: Readonly<Record<string, unknown>>,
): Promise<LukeTokenizer> {
  return loadLukeTokenizer(folder, entities, optionsFromHuggingFace(given));
}

function parseLine(line: string, number: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw lineInvalid(`line ${number}`, `a JSON object, found ${JSON.stringify(line.slice(0, 60))}`);
  }
  if (!isObject(value))
    throw lineInvalid(`line ${number}`, `a JSON object, found ${JSON.stringify(value).slice(0, 60)}`);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
