import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AddedToken } from "../added-tokens.ts";
import { missingFile } from "../errors.ts";
import { isObject } from "../json-object.ts";
import { readJsonObject } from "../read-json-object.ts";
import { XlmRobertaTokenizer } from "./xlm-roberta-tokenizer.ts";

/**
 * Reads XLM-R's tokenizer from a Hugging Face folder: sentencepiece.bpe.model, and the added tokens of
 * tokenizer_config.json or added_tokens.json where they are there.
 *
 * @throws LukeError TOK006 a file cannot be read · TOK007 it is not JSON · and what XlmRobertaTokenizer throws
 */
export async function loadXlmRobertaTokenizer(folder: string): Promise<XlmRobertaTokenizer> {
  const path = join(folder, "sentencepiece.bpe.model");
  const file = await readFile(path).catch((cause: unknown) => {
    throw missingFile(path, cause);
  });
  const config = await readJsonObject(join(folder, "tokenizer_config.json"), {});
  const addedIds = await readJsonObject(join(folder, "added_tokens.json"), {});
  const tokenizer = new XlmRobertaTokenizer(file);
  const added = new Map<string, AddedToken>();
  for (const [content, id] of Object.entries(addedIds)) added.set(content, { content, id: Number(id) });
  const decoder = isObject(config["added_tokens_decoder"]) ? config["added_tokens_decoder"] : {};
  for (const [id, token] of Object.entries(decoder)) {
    if (!isObject(token)) continue;
    added.set(String(token["content"]), {
      content: String(token["content"]),
      id: Number(id),
      special: token["special"] !== false,
      stripLeft: token["lstrip"] === true,
      stripRight: token["rstrip"] === true,
      singleWord: token["single_word"] === true,
    });
  }
  return tokenizer.withTokens([...added.values()]);
}
