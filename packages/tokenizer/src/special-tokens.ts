/** The names of the special tokens that a RoBERTa tokenizer needs, by role. */
export interface SpecialTokens {
  /** Starts a sequence; also the token that is classified ("cls"). */
  readonly bos: string;
  readonly pad: string;
  /** Ends a sequence; twice between two ("sep"). */
  readonly eos: string;
  readonly unk: string;
  readonly mask: string;
}

/** The special tokens as RoBERTa spells them. */
export const robertaSpecialTokens: SpecialTokens = {
  bos: "<s>",
  pad: "<pad>",
  eos: "</s>",
  unk: "<unk>",
  mask: "<mask>",
};
