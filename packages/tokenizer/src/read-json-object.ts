import { readFile } from "node:fs/promises";
import { missingFile } from "./errors.ts";
import { type JsonObject, parseJsonObject } from "./json-object.ts";

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
  return parseJsonObject(text, path);
}
