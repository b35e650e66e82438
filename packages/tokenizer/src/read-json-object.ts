import { readFile } from "node:fs/promises";
import { invalidJson, missingFile } from "./errors.ts";

export type JsonObject = Record<string, unknown>;

/** @throws LukeError TOK006 */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw missingFile(path, cause);
  }
}

/**
 * The object in a JSON file, or `otherwise` where the file is absent.
 *
 * @throws LukeError TOK006 the file cannot be read · TOK007 it is not a JSON object
 */
export async function readJsonObject(path: string, otherwise?: JsonObject): Promise<JsonObject> {
  let text: string;
  try {
    text = await readText(path);
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    if (otherwise !== undefined && cause?.code === "ENOENT") return otherwise;
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalidJson(path, "JSON", cause);
  }
  if (!isObject(value)) throw invalidJson(path, "a JSON object");
  return value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
