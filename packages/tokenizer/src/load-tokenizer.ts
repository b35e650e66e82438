import { join } from "node:path";
import type { AddedToken } from "./added-tokens.ts";
import { parseMerges } from "./parse-merges.ts";
import { isObject, type JsonObject, readJsonObject, readText } from "./read-json-object.ts";
import type { RobertaTokenizerOptions } from "./roberta-options.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";
import { robertaSpecialTokens, type SpecialTokens } from "./special-tokens.ts";

/**
 * Reads a tokenizer from a folder as Hugging Face writes them: vocab.json and merges.txt, and where they are
 * there added_tokens.json, special_tokens_map.json and tokenizer_config.json.
 *
 * @param options what to set other than the files say
 * @throws LukeError TOK006 a file cannot be read · TOK007 it is not JSON of the right shape · and what
 *   RobertaTokenizer throws
 */
export async function loadTokenizer(
  folder: string,
  options: RobertaTokenizerOptions = {},
): Promise<RobertaTokenizer> {
  const path = (name: string): string => join(folder, name);
  const vocab = await readJsonObject(path("vocab.json"));
  const merges = parseMerges(await readText(path("merges.txt")), JSON.stringify(path("merges.txt")));
  const addedIds = await readJsonObject(path("added_tokens.json"), {});
  const specials = await readJsonObject(path("special_tokens_map.json"), {});
  const config = await readJsonObject(path("tokenizer_config.json"), {});

  const added = new Map<string, AddedToken>();
  const add = (token: AddedToken): void => {
    added.set(token.content, { ...added.get(token.content), ...token });
  };
  for (const [content, id] of Object.entries(addedIds)) add({ content, id: id as number, special: false });
  for (const value of Object.values(specials).flat()) {
    if (typeof value === "string") added.has(value) && add({ content: value, special: true });
    else if (isObject(value)) add({ ...fromHuggingFace(value), special: true });
  }
  const decoder = isObject(config["added_tokens_decoder"]) ? config["added_tokens_decoder"] : {};
  for (const [id, value] of Object.entries(decoder)) {
    if (isObject(value)) add({ ...fromHuggingFace(value), id: Number(id) });
  }

  const specialTokens: { -readonly [role in keyof SpecialTokens]: string } = { ...robertaSpecialTokens };
  for (const role of Object.keys(specialTokens) as (keyof SpecialTokens)[]) {
    const value = specials[`${role}_token`] ?? config[`${role}_token`];
    if (typeof value === "string") specialTokens[role] = value;
    else if (isObject(value)) specialTokens[role] = String(value["content"]);
  }
  return new RobertaTokenizer(
    { vocab: vocab as Record<string, number>, merges },
    {
      addPrefixSpace: config["add_prefix_space"] === true,
      ...options,
      specialTokens: { ...specialTokens, ...options.specialTokens },
      addedTokens: [...added.values(), ...(options.addedTokens ?? [])],
    },
  );
}

function fromHuggingFace(token: JsonObject): AddedToken {
  return {
    content: String(token["content"]),
    stripLeft: token["lstrip"] === true,
    stripRight: token["rstrip"] === true,
    singleWord: token["single_word"] === true,
    ...(typeof token["special"] === "boolean" && { special: token["special"] }),
  };
}
