import type { MaskingOptions } from "./mask-example.ts";
import { wordStartTable } from "./word-groups.ts";

/** The part of a word tokenizer that masking needs; a RobertaTokenizer is one. */
export interface MaskingTokenizer {
  readonly padId: number;
  readonly maskId: number;
  readonly vocabSize: number;
  tokenOf(id: number): string | undefined;
}

export interface CreateMaskingOptions
  extends Pick<
    MaskingOptions,
    | "wordProbability"
    | "randomWordProbability"
    | "keptWordProbability"
    | "entityProbability"
    | "maskMentionWords"
  > {
  /** Mask whole words (the default) or single subwords. */
  readonly wholeWords?: boolean;
}

/** The masking options for a tokenizer and an entity vocabulary. */
export function createMasking(
  tokenizer: MaskingTokenizer,
  entities: { readonly maskId: number },
  options: CreateMaskingOptions = {},
): MaskingOptions {
  const { wholeWords = true, ...probabilities } = options;
  return {
    ...probabilities,
    maskWordId: tokenizer.maskId,
    maskEntityId: entities.maskId,
    firstRandomWordId: tokenizer.padId + 1,
    vocabSize: tokenizer.vocabSize,
    ...(wholeWords ? { wordStarts: wordStartTable(tokenizer) } : {}),
  };
}
