import { access } from "node:fs/promises";
import { join } from "node:path";
import { LukeError } from "@lukejs/errors";
import {
  callLikeHuggingFace,
  type LukeTokenizer,
  type LukeTokenizerOptions,
  optionsFromHuggingFace,
  type WordTokenizer,
} from "@lukejs/tokenizer";
import { loadLukeTokenizer, loadMLukeTokenizer } from "@lukejs/tokenizer/node";
import { lineInvalid } from "../errors.ts";
import { openEntityLookup } from "./open-entity-lookup.ts";

/** Encodes one line: a JSON object of call arguments in, the fields or an error out. */
export type EncodeLine = (line: string, number: number) => Promise<Record<string, unknown>>;

/**
 * The tokenizer of a checkpoint folder, called with lines of JSON: the keyword arguments of the reference's
 * LukeTokenizer call, and optionally `tokenizer` (constructor arguments) and `span_unit` ("utf16" or "codepoint").
 *
 * A folder with sentencepiece.bpe.model is mLUKE's, any other LUKE's. Every set of constructor arguments has a tokenizer
 * of its own.
 *
 * @throws LukeError where the folder holds no tokenizer or no entity vocabulary; lines answer with their error instead
 */
export async function openLineEncoder(folder: string): Promise<EncodeLine> {
  const open = await tokenizerOpener(folder);
  await open({}); // a clear error before the first line
  const opened = new Map<string, Promise<LukeTokenizer<WordTokenizer>>>();
  return async (line, number) => {
    try {
      const { tokenizer: given = {}, span_unit: spanUnit = "utf16", ...call } = parseLine(line, number);
      if (!isObject(given)) throw lineInvalid(`line ${number}`, '"tokenizer" to be an object');
      if (spanUnit !== "utf16" && spanUnit !== "codepoint") {
        throw lineInvalid(`line ${number}`, '"span_unit" to be "utf16" or "codepoint"');
      }
      const key = JSON.stringify(Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1)));
      let tokenizer = opened.get(key);
      if (tokenizer === undefined) opened.set(key, (tokenizer = open(optionsFromHuggingFace(given))));
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

async function tokenizerOpener(
  folder: string,
): Promise<(options: LukeTokenizerOptions) => Promise<LukeTokenizer<WordTokenizer>>> {
  const multilingual = await access(join(folder, "sentencepiece.bpe.model")).then(
    () => true,
    () => false,
  );
  if (multilingual) return (options) => loadMLukeTokenizer(folder, undefined, options);
  const entities = await openEntityLookup(folder);
  return (options) => loadLukeTokenizer(folder, entities, options);
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
