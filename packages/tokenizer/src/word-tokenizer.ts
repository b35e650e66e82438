import type { AddedToken } from "./added-tokens.ts";
import type { TokenBuffer } from "./token-buffer.ts";

/** All that LUKE asks of the tokenizer of its words: RoBERTa's byte-level BPE, or XLM-R's SentencePiece for mLUKE. */
export interface WordTokenizer {
  readonly bosId: number;
  readonly padId: number;
  readonly eosId: number;
  readonly addPrefixSpace: boolean;
  /** Adds tokens after the last id, where they are new, and returns their ids. */
  addTokens(tokens: readonly (string | AddedToken)[]): number[];
  /** Appends the tokens of a text, without special tokens, with offsets in UTF-16 units. */
  append(text: string, addPrefixSpace: boolean, out: TokenBuffer): void;
}
