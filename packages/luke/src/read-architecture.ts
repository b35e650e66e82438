import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseHuggingFaceConfig } from "@lukejs/model";
import { configUnreadable } from "./errors.ts";

/**
 * The class that a folder's config.json names, if it names one.
 *
 * @throws LukeError LUK010, MOD001, MOD002
 */
export async function readArchitecture(folder: string): Promise<string | undefined> {
  const path = join(folder, "config.json");
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw configUnreadable(path, cause);
  }
  return parseHuggingFaceConfig(json, path).architectures[0];
}
