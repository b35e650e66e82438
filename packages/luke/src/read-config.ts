import { type HuggingFaceConfig, parseHuggingFaceConfig } from "@lukejs/model";
import { configUnreadable, filesMissing } from "./errors.ts";
import type { ModelFiles } from "./model-files.ts";

/**
 * What config.json says.
 *
 * @throws LukeError LUK002 (there is none), LUK010, MOD001, MOD002
 */
export async function readConfig(files: ModelFiles): Promise<HuggingFaceConfig> {
  const name = files.nameOf("config.json");
  const text = await files.text("config.json");
  if (text === undefined) throw filesMissing(files.name, ["config.json"]);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw configUnreadable(name, cause);
  }
  return parseHuggingFaceConfig(json, name);
}
