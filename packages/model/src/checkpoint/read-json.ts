import { readFile } from "node:fs/promises";
import { configInvalid, fileUnreadable } from "../errors.ts";

/** A parsed JSON file; LukeError MOD006 (no such file), MOD001 (no JSON). */
export async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw configInvalid(path, [`it is not JSON (${(cause as Error).message})`]);
  }
}
