import type { AddedToken } from "../added-tokens.ts";
import type { LukeTokenizer } from "../luke-tokenizer.ts";
import { writeFiles } from "../write-files.ts";
import type { XlmRobertaTokenizer } from "./xlm-roberta-tokenizer.ts";

/**
 * Writes the tokenizer of an mLUKE checkpoint as Hugging Face does: sentencepiece.bpe.model, added_tokens.json,
 * special_tokens_map.json, tokenizer_config.json. Its entity_vocab.json is the entity vocabulary's to write.
 */
export async function saveMLukeTokenizer(
  tokenizer: LukeTokenizer<XlmRobertaTokenizer>,
  folder: string,
): Promise<void> {
  const { words } = tokenizer;
  const tokenOf = (id: number): string => words.tokenOf(id)!;
  const beyond = words.addedTokens.filter(({ id }) => id > words.maskId);
  const roles = {
    bos_token: tokenOf(words.bosId),
    cls_token: tokenOf(words.bosId),
    eos_token: tokenOf(words.eosId),
    mask_token: tokenOf(words.maskId),
    pad_token: tokenOf(words.padId),
    sep_token: tokenOf(words.eosId),
    unk_token: tokenOf(words.unkId),
  };
  const additional = beyond.filter(({ special }) => special).map(({ content }) => content);
  const { add_prefix_space: _, ...settings } = tokenizer.settings;
  const mask = words.addedTokens.find(({ id }) => id === words.maskId)!;
  const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
  await writeFiles(folder, {
    "sentencepiece.bpe.model": words.model.file,
    "added_tokens.json": json(Object.fromEntries(beyond.map(({ content, id }) => [content, id]))),
    "special_tokens_map.json": json({
      additional_special_tokens: additional,
      ...roles,
      mask_token: toHuggingFace(mask),
    }),
    "tokenizer_config.json": json({
      added_tokens_decoder: Object.fromEntries(
        words.addedTokens.map((token) => [token.id, { ...toHuggingFace(token), special: token.special }]),
      ),
      additional_special_tokens: additional,
      clean_up_tokenization_spaces: false,
      ...roles,
      ...settings,
      ...(tokenizer.modelMaxLength !== undefined && { model_max_length: tokenizer.modelMaxLength }),
      tokenizer_class: "MLukeTokenizer",
    }),
  });
}

function toHuggingFace({ content, stripLeft, stripRight, singleWord }: Required<AddedToken>): object {
  return { content, lstrip: stripLeft, normalized: false, rstrip: stripRight, single_word: singleWord };
}
