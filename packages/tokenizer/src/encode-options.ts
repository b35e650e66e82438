import type { TruncationStrategy } from "./luke-encoding.ts";

export interface EncodeOptions {
  /** `<s> text </s>`, or the text alone; by default the tokenizer's own setting. */
  readonly addSpecialTokens?: boolean;
  /** By default the tokenizer's own setting. */
  readonly addPrefixSpace?: boolean;
  /** Tokens kept, special ones included; all. */
  readonly maxLength?: number;
  /** Which of two texts loses tokens where there are more than maxLength; "longest_first". */
  readonly truncation?: TruncationStrategy;
  /** Where tokens are cut off; "right". */
  readonly truncationSide?: "left" | "right";
}
