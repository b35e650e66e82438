/**
 * Claim: byte-level BPE encodes megabytes of text a second, warm, and is not slow when it starts cold.
 *
 * Method: a vocabulary of 8,000 learnt from the bundled encyclopedia, its texts encoded; cold is a new tokenizer whose
 * cache of words is empty, warm one that has seen the text. Interleaved; megabytes of UTF-8 over the median.
 */
import { generateEncyclopedia } from "@lukejs/encyclopedia";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { parseWikitext } from "@lukejs/wiki-corpus";
import { interleave } from "./interleave.ts";
import { reportBenchmark } from "./report-benchmark.ts";

const { dumpXml } = generateEncyclopedia({ seed: 1 });
const texts = [...dumpXml.matchAll(/<text[^>]*>([^<]{400,})<\/text>/g)]
  .slice(0, 1500)
  .flatMap(([, wikitext]) => parseWikitext(wikitext!).map(({ text }) => text));
const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;

const started = performance.now();
const files = await trainByteLevelBpe(texts, { vocabSize: 8000 });
const training = (performance.now() - started) / 1000;
const seen = new RobertaTokenizer(files);
let checksum = 0;
const encodeAll = (tokenizer: RobertaTokenizer) => (): void => {
  let count = 0;
  for (const text of texts) count += tokenizer.encode(text).ids.length;
  checksum = count;
};
const timings = await interleave({
  cold: () => encodeAll(new RobertaTokenizer(files))(),
  warm: encodeAll(seen),
});
reportBenchmark("tokenizer", "byte-level BPE, 8,000 tokens, texts of the bundled encyclopedia", {
  "text, MB": megabytes,
  tokens: checksum,
  "cold, MB/s": megabytes / timings.cold.median,
  "cold, MB/s, slowest": megabytes / timings.cold.maximum,
  "warm, MB/s": megabytes / timings.warm.median,
  "warm, MB/s, slowest": megabytes / timings.warm.maximum,
  "training, MB/s": megabytes / training,
});
