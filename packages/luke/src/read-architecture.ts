import { parseHuggingFaceConfig } from "@lukejs/model";
import { configUnreadable } from "./errors.ts";
import type { ModelFiles } from "./model-files.ts";

/**
 * The class that config.json names, if it names one.
 *
 * @throws LukeError LUK010, MOD001, MOD002
 */
export async function readArchitecture(files: ModelFiles): Promise<string | undefined> {
  const name = files.nameOf("config.json");
  let json: unknown;
  try {
    json = JSON.parse((await files.text("config.json")) ?? "");
  } catch (cause) {
    throw configUnreadable(name, cause);
  }
  return parseHuggingFaceConfig(json, name).architectures[0];
}
