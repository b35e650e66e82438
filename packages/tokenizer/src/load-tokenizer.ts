import { join } from "node:path";
import type { AddedToken } from "./added-tokens.ts";
import { addedToken, fromTokenizerJson } from "./from-tokenizer-json.ts";
import { parseMerges } from "./parse-merges.ts";
import { isObject, type JsonObject, readJsonObject, readText } from "./read-json-object.ts";
import type { RobertaTokenizerOptions } from "./roberta-options.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";
import { robertaSpecialTokens, type SpecialTokens } from "./special-tokens.ts";

/**
 * Reads a tokenizer from a folder as Hugging Face writes them: vocab.json and merges.txt, or tokenizer.json alone, and
 * where they are there added_tokens.json, special_tokens_map.json and tokenizer_config.json.
 *
 * A role that no file names has RoBERTa's token where the vocabulary has it, else the unknown token, as GPT-2's
 * padding and mask do.
 *
 * @param options what to set other than the files say
 * @throws LukeError TOK006 a file cannot be read · TOK007 it is not JSON of the right shape · and what
 *   RobertaTokenizer and fromTokenizerJson throw
 */
export async function loadTokenizer(
  folder: string,
  options: RobertaTokenizerOptions = {},
): Promise<RobertaTokenizer> {
  const path = (name: string): string => join(folder, name);
  const [vocab, addedIds, specials, config] = await Promise.all([
    readJsonObject(path("vocab.json"), absent),
    readJsonObject(path("added_tokens.json"), {}),
    readJsonObject(path("special_tokens_map.json"), {}),
    readJsonObject(path("tokenizer_config.json"), {}),
  ]);
  const addedTokens = addedTokensOf(addedIds, specials, config);
  const named = namedRoles(specials, config);
  const hasVocab = vocab !== absent;
  const settings: RobertaTokenizerOptions = {
    ...(typeof config["add_prefix_space"] === "boolean" && { addPrefixSpace: config["add_prefix_space"] }),
    ...(hasVocab && config["tokenizer_class"] === "GPT2Tokenizer" && { addSpecialTokens: false }),
    ...options,
    addedTokens: [...addedTokens, ...(options.addedTokens ?? [])],
  };
  if (!hasVocab) {
    const json = await readJsonObject(path("tokenizer.json"), absent);
    if (json === absent) await readText(path("vocab.json"));
    const specialTokens = { ...named, ...options.specialTokens };
    return fromTokenizerJson(json, JSON.stringify(path("tokenizer.json")), { ...settings, specialTokens });
  }
  const merges = parseMerges(await readText(path("merges.txt")), JSON.stringify(path("merges.txt")));
  const has = (token: string): boolean =>
    Object.hasOwn(vocab, token) || addedTokens.some(({ content }) => content === token);
  const roles = Object.entries(robertaSpecialTokens).map(([role, token]) => [
    role,
    has(token) ? token : (named.unk ?? token),
  ]);
  const specialTokens = { ...Object.fromEntries(roles), ...named, ...options.specialTokens };
  return new RobertaTokenizer(
    { vocab: vocab as Record<string, number>, merges },
    { ...settings, specialTokens },
  );
}

const absent: JsonObject = {};

function addedTokensOf(addedIds: JsonObject, specials: JsonObject, config: JsonObject): AddedToken[] {
  const added = new Map<string, AddedToken>();
  const add = (token: AddedToken): void => {
    added.set(token.content, { ...added.get(token.content), ...token });
  };
  for (const [content, id] of Object.entries(addedIds)) add({ content, id: id as number, special: false });
  for (const value of Object.values(specials).flat()) {
    if (typeof value === "string") added.has(value) && add({ content: value, special: true });
    else if (isObject(value)) add({ ...addedToken(value), special: true });
  }
  const decoder = isObject(config["added_tokens_decoder"]) ? config["added_tokens_decoder"] : {};
  for (const [id, value] of Object.entries(decoder)) {
    if (isObject(value)) add({ ...addedToken(value), id: Number(id) });
  }
  return [...added.values()];
}

function namedRoles(specials: JsonObject, config: JsonObject): Partial<SpecialTokens> {
  const roles: { -readonly [role in keyof SpecialTokens]?: string } = {};
  for (const role of Object.keys(robertaSpecialTokens) as (keyof SpecialTokens)[]) {
    const value = specials[`${role}_token`] ?? config[`${role}_token`];
    if (typeof value === "string") roles[role] = value;
    else if (isObject(value)) roles[role] = String(value["content"]);
  }
  return roles;
}
