export type { AddedToken } from "./added-tokens.ts";
export type { BpeFiles } from "./byte-level-bpe.ts";
export type { DecodeOptions, DecodeStream } from "./decode-stream.ts";
export type { EncodeOptions } from "./encode-options.ts";
export {
  encodePairWindows,
  encodeWindows,
  type PairWindowOptions,
  type WindowOptions,
} from "./encode-windows.ts";
export type { Encoding, PairEncoding } from "./encoding.ts";
export { fromTokenizerJson } from "./from-tokenizer-json.ts";
export { callLikeHuggingFace, type HuggingFaceCallOptions } from "./hugging-face-call.ts";
export { optionsFromHuggingFace } from "./hugging-face-options.ts";
export {
  type HuggingFaceFields,
  type HuggingFacePadding,
  type PaddingStrategy,
  padLikeHuggingFace,
} from "./hugging-face-pad.ts";
export type {
  EntityLookup,
  LukeEncodeOptions,
  LukeEncoding,
  Span,
  TruncationStrategy,
} from "./luke-encoding.ts";
export { type LukeTask, LukeTokenizer, type LukeTokenizerOptions, lukeTasks } from "./luke-tokenizer.ts";
export { openTokenizer, type TokenizerFiles } from "./open-tokenizer.ts";
export { type PaddedEncodings, type PadOptions, padEncodings } from "./pad-encodings.ts";
export type { RobertaTokenizerOptions } from "./roberta-options.ts";
export { RobertaTokenizer } from "./roberta-tokenizer.ts";
export {
  openXlmRobertaTokenizer,
  type SentencePieceFiles,
} from "./sentencepiece/open-xlm-roberta-tokenizer.ts";
export { SentencePieceModel } from "./sentencepiece/sentencepiece-model.ts";
export {
  type XlmRobertaDecodeOptions,
  XlmRobertaTokenizer,
} from "./sentencepiece/xlm-roberta-tokenizer.ts";
export { robertaSpecialTokens, type SpecialTokens } from "./special-tokens.ts";
export type { TextAlignment } from "./text-alignment.ts";
export { toTokenizerJson } from "./to-tokenizer-json.ts";
export type { TokenBuffer } from "./token-buffer.ts";
export { type BpeTrainingOptions, type TrainingProgress, trainByteLevelBpe } from "./train-byte-level-bpe.ts";
export type { WordTokenizer } from "./word-tokenizer.ts";
