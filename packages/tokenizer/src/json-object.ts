import { invalidJson } from "./errors.ts";

export type JsonObject = Record<string, unknown>;

/**
 * @param where what errors call the text
 * @throws LukeError TOK007 it is not a JSON object
 */
export function parseJsonObject(text: string, where: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalidJson(where, "JSON", cause);
  }
  if (!isObject(value)) throw invalidJson(where, "a JSON object");
  return value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
