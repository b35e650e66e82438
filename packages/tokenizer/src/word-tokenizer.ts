import type { AddedToken } from "./added-tokens.ts";
import type { TokenBuffer } from "./token-buffer.ts";

/** All that LukeTokenizer asks of the tokenizer of its words. */
export interface WordTokenizer {
  readonly addPrefixSpace: boolean;
  readonly bosId: number;
  readonly padId: number;
  readonly eosId: number;
  /** A tokenizer that knows these tokens too; this one stays as it is. */
  withTokens(tokens: readonly (string | AddedToken)[]): this;
  idOf(token: string): number | undefined;
  /**
   * Appends the tokens of a text, without special tokens, with offsets in UTF-16 units.
   *
   * @internal
   */
  append(text: string, addPrefixSpace: boolean, out: TokenBuffer): void;
}
