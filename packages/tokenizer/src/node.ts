export { loadTokenizer } from "./load-tokenizer.ts";
export { saveTokenizer } from "./save-tokenizer.ts";
