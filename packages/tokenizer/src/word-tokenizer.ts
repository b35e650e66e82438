import type { AddedToken } from "./added-tokens.ts";
import type { TokenBuffer } from "./token-buffer.ts";

/** All that LUKE asks of the tokenizer of its words: RoBERTa's byte-level BPE, or XLM-R's SentencePiece for mLUKE. */
export interface WordTokenizer {
  readonly bosId: number;
  readonly padId: number;
  readonly eosId: number;
  readonly addPrefixSpace: boolean;
  /** A tokenizer that has these tokens too, after the last id where they are new; this one stays as it is. */
  withTokens(tokens: readonly (string | AddedToken)[]): this;
  idOf(token: string): number | undefined;
  /** Appends the tokens of a text, without special tokens, with offsets in UTF-16 units. */
  append(text: string, addPrefixSpace: boolean, out: TokenBuffer): void;
}
