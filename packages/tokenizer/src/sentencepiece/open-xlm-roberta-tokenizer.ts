import type { AddedToken } from "../added-tokens.ts";
import { missingFile } from "../errors.ts";
import { isObject, type JsonObject, parseJsonObject } from "../json-object.ts";
import type { TokenizerFiles } from "../open-tokenizer.ts";
import { XlmRobertaTokenizer } from "./xlm-roberta-tokenizer.ts";

/** The files of a tokenizer of which one is no text, wherever they lie. */
export interface SentencePieceFiles extends TokenizerFiles {
  /** The bytes of a file, or undefined where there is none. */
  bytes(file: string): Promise<
    | {
        readonly size: number;
        read(begin: number, end: number): Promise<Uint8Array>;
        close(): Promise<void>;
      }
    | undefined
  >;
}

/** The file of XLM-R's pieces in a Hugging Face folder. */
export const sentencePieceFile = "sentencepiece.bpe.model";

/**
 * XLM-R's tokenizer, mLUKE's, out of files as Hugging Face writes them: sentencepiece.bpe.model, and the added tokens of
 * tokenizer_config.json or added_tokens.json where they are there.
 *
 * @throws LukeError TOK006 a file cannot be read · TOK007 it is not JSON · and what XlmRobertaTokenizer throws
 */
export async function openXlmRobertaTokenizer(files: SentencePieceFiles): Promise<XlmRobertaTokenizer> {
  const json = async (file: string): Promise<JsonObject> => {
    const text = await files.text(file);
    return text === undefined ? {} : parseJsonObject(text, files.nameOf(file));
  };
  const source = await files.bytes(sentencePieceFile);
  if (source === undefined) throw missingFile(files.nameOf(sentencePieceFile), "there is no such file");
  let model: Uint8Array;
  try {
    model = await source.read(0, source.size);
  } finally {
    await source.close();
  }
  const [config, addedIds] = await Promise.all([json("tokenizer_config.json"), json("added_tokens.json")]);
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
  return new XlmRobertaTokenizer(model).withTokens([...added.values()]);
}
