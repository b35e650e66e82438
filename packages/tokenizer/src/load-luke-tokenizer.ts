import { join } from "node:path";
import { optionsFromHuggingFace } from "./hugging-face-options.ts";
import { loadTokenizer } from "./load-tokenizer.ts";
import type { EntityLookup } from "./luke-encoding.ts";
import { LukeTokenizer, type LukeTokenizerOptions } from "./luke-tokenizer.ts";
import { readJsonObject } from "./read-json-object.ts";

/**
 * Reads the tokenizer of a LUKE checkpoint: RoBERTa's files, and LUKE's settings in tokenizer_config.json.
 *
 * @param entities the entity vocabulary of the checkpoint (its entity_vocab.json)
 * @param options what to set other than the files say, such as the task
 * @throws LukeError what loadTokenizer and LukeTokenizer throw
 */
export async function loadLukeTokenizer(
  folder: string,
  entities: EntityLookup,
  options: LukeTokenizerOptions = {},
): Promise<LukeTokenizer> {
  const words = await loadTokenizer(folder);
  const config = await readJsonObject(join(folder, "tokenizer_config.json"), {});
  const saved = optionsFromHuggingFace(config, { ignoreOthers: true });
  return new LukeTokenizer(words, entities, { ...saved, ...options });
}
