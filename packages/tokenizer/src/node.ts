export {
  createEncodingPool,
  type EncodingPool,
  type EncodingPoolOptions,
} from "./create-encoding-pool.ts";
export { EncodedTexts } from "./encoded-texts.ts";
export { loadLukeTokenizer } from "./load-luke-tokenizer.ts";
export { loadTokenizer } from "./load-tokenizer.ts";
export { saveLukeTokenizer } from "./save-luke-tokenizer.ts";
export { saveTokenizer } from "./save-tokenizer.ts";
export { loadMLukeTokenizer } from "./sentencepiece/load-mluke-tokenizer.ts";
export { loadXlmRobertaTokenizer } from "./sentencepiece/load-xlm-roberta-tokenizer.ts";
export { saveMLukeTokenizer } from "./sentencepiece/save-mluke-tokenizer.ts";
