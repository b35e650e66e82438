export { loadLukeTokenizer } from "./load-luke-tokenizer.ts";
export { loadTokenizer } from "./load-tokenizer.ts";
export { saveLukeTokenizer } from "./save-luke-tokenizer.ts";
export { saveTokenizer } from "./save-tokenizer.ts";
