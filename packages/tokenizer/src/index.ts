export type { AddedToken } from "./added-tokens.ts";
export type { BpeFiles } from "./byte-level-bpe.ts";
export type { Encoding, PairEncoding } from "./encoding.ts";
export {
  type DecodeOptions,
  type EncodeOptions,
  RobertaTokenizer,
  type RobertaTokenizerOptions,
} from "./roberta-tokenizer.ts";
export { robertaSpecialTokens, type SpecialTokens } from "./special-tokens.ts";
export { type BpeTrainingOptions, type TrainingProgress, trainByteLevelBpe } from "./train-byte-level-bpe.ts";
