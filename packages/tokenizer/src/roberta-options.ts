import type { AddedToken } from "./added-tokens.ts";
import type { SpecialTokens } from "./special-tokens.ts";

export interface RobertaTokenizerOptions {
  /** Put a space before a text that starts without one, so that its first word is as any other; false. */
  readonly addPrefixSpace?: boolean;
  /** What encode does unless told otherwise: `<s> text </s>`, true, or the text alone, as GPT-2 wants it. */
  readonly addSpecialTokens?: boolean;
  /** Tokens beyond the vocabulary's own special ones, such as LUKE's `<ent>`. */
  readonly addedTokens?: readonly AddedToken[];
  /** Remember the tokens of the words seen last, some megabytes of them; true. */
  readonly cacheWords?: boolean;
  /** Other names for the special tokens. */
  readonly specialTokens?: Partial<SpecialTokens>;
}
