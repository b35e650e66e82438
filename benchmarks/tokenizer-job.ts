/** Our side where a fresh process is wanted: encodes its texts, and says how long it took. */
import { readFileSync } from "node:fs";
import { loadTokenizer } from "@lukejs/tokenizer/node";

const [folder, file] = process.argv.slice(2) as [string, string];
const tokenizer = await loadTokenizer(folder);
const texts: string[] = JSON.parse(readFileSync(file, "utf8"));
const started = performance.now();
let result = 0;
for (const text of texts) result += tokenizer.encode(text).ids.length;
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, result }));
