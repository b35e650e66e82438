import type { AddedToken } from "./added-tokens.ts";
import { missingFile } from "./errors.ts";
import { addedToken, fromTokenizerJson } from "./from-tokenizer-json.ts";
import { isObject, type JsonObject, parseJsonObject } from "./json-object.ts";
import { parseMerges } from "./parse-merges.ts";
import type { RobertaTokenizerOptions } from "./roberta-options.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";
import { robertaSpecialTokens, type SpecialTokens } from "./special-tokens.ts";

/** The files of a tokenizer, wherever they lie: a folder, an address, a page's drop zone. */
export interface TokenizerFiles {
  /** What errors call a file. */
  nameOf(file: string): string;
  /** The text of a file, or undefined where there is none. */
  text(file: string): Promise<string | undefined>;
}

/**
 * A tokenizer out of files as Hugging Face writes them: vocab.json and merges.txt, or tokenizer.json alone, and
 * where they are there added_tokens.json, special_tokens_map.json and tokenizer_config.json.
 *
 * A role that no file names has RoBERTa's token where the vocabulary has it, else the unknown token, as GPT-2's
 * padding and mask do.
 *
 * @param options what to set other than the files say
 * @throws LukeError TOK006 a file cannot be read · TOK007 it is not JSON of the right shape · and what
 *   RobertaTokenizer and fromTokenizerJson throw
 */
export async function openTokenizer(
  files: TokenizerFiles,
  options: RobertaTokenizerOptions = {},
): Promise<RobertaTokenizer> {
  const json = async (file: string): Promise<JsonObject | undefined> => {
    const text = await files.text(file);
    return text === undefined ? undefined : parseJsonObject(text, files.nameOf(file));
  };
  const [vocab, addedIds = {}, specials = {}, config = {}] = await Promise.all(
    ["vocab.json", "added_tokens.json", "special_tokens_map.json", "tokenizer_config.json"].map(json),
  );
  const addedTokens = addedTokensOf(addedIds, specials, config);
  const named = namedRoles(specials, config);
  const settings: RobertaTokenizerOptions = {
    ...(typeof config["add_prefix_space"] === "boolean" && { addPrefixSpace: config["add_prefix_space"] }),
    ...(vocab !== undefined && config["tokenizer_class"] === "GPT2Tokenizer" && { addSpecialTokens: false }),
    ...options,
    addedTokens: [...addedTokens, ...(options.addedTokens ?? [])],
  };
  if (vocab === undefined) {
    const whole = await json("tokenizer.json");
    if (whole === undefined) throw missingFile(files.nameOf("vocab.json"), "there is no such file");
    const specialTokens = { ...named, ...options.specialTokens };
    return fromTokenizerJson(whole, JSON.stringify(files.nameOf("tokenizer.json")), {
      ...settings,
      specialTokens,
    });
  }
  const mergesName = files.nameOf("merges.txt");
  const mergesText = await files.text("merges.txt");
  if (mergesText === undefined) throw missingFile(mergesName, "there is no such file");
  const merges = parseMerges(mergesText, JSON.stringify(mergesName));
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
