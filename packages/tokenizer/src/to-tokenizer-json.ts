import type { AddedToken } from "./added-tokens.ts";
import type { RobertaTokenizer } from "./roberta-tokenizer.ts";

/** The object that a tokenizer.json holds, for Hugging Face's tokenizers library to load. */
export function toTokenizerJson(tokenizer: RobertaTokenizer): Readonly<Record<string, unknown>> {
  const { files, specialTokens, bosId, eosId, addPrefixSpace, addSpecialTokens } = tokenizer;
  const byteLevel = {
    type: "ByteLevel",
    add_prefix_space: addPrefixSpace,
    trim_offsets: true,
    use_regex: true,
  };
  const frame = {
    type: "RobertaProcessing",
    sep: [specialTokens.eos, eosId],
    cls: [specialTokens.bos, bosId],
    trim_offsets: true,
    add_prefix_space: addPrefixSpace,
  };
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: tokenizer.addedTokens.toSorted((a, b) => a.id - b.id).map(tokenFields),
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: addSpecialTokens ? frame : byteLevel,
    decoder: byteLevel,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: specialTokens.unk,
      continuing_subword_prefix: "",
      end_of_word_suffix: "",
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: files.vocab,
      merges: files.merges,
    },
  };
}

function tokenFields(token: Required<AddedToken>): Readonly<Record<string, unknown>> {
  return {
    id: token.id,
    content: token.content,
    single_word: token.singleWord,
    lstrip: token.stripLeft,
    rstrip: token.stripRight,
    normalized: !token.special,
    special: token.special,
  };
}
