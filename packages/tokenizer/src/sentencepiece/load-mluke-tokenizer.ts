import { join } from "node:path";
import { optionsFromHuggingFace } from "../hugging-face-options.ts";
import type { EntityLookup } from "../luke-encoding.ts";
import { LukeTokenizer, type LukeTokenizerOptions } from "../luke-tokenizer.ts";
import { readJsonObject } from "../read-json-object.ts";
import { loadXlmRobertaTokenizer } from "./load-xlm-roberta-tokenizer.ts";
import type { XlmRobertaTokenizer } from "./xlm-roberta-tokenizer.ts";

/**
 * Reads the tokenizer of an mLUKE checkpoint: sentencepiece.bpe.model, entity_vocab.json, tokenizer_config.json.
 *
 * @param entities looks up what entity_vocab.json has as keys: "en:Japan", "[MASK]"; by default that file
 * @param options what to set other than the files say, such as the task
 * @throws LukeError what loadXlmRobertaTokenizer and LukeTokenizer throw
 */
export async function loadMLukeTokenizer(
  folder: string,
  entities?: EntityLookup,
  options: LukeTokenizerOptions = {},
): Promise<LukeTokenizer<XlmRobertaTokenizer>> {
  const words = await loadXlmRobertaTokenizer(folder);
  const config = await readJsonObject(join(folder, "tokenizer_config.json"), {});
  const saved = optionsFromHuggingFace(config, { ignoreOthers: true });
  const lookup = entities ?? (await readEntityKeys(join(folder, "entity_vocab.json")));
  return new LukeTokenizer(words, lookup, { ...saved, ...options });
}

async function readEntityKeys(path: string): Promise<EntityLookup> {
  const ids = new Map(Object.entries(await readJsonObject(path)));
  return { idOf: (key) => ids.get(key) as number | undefined };
}
