import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RobertaTokenizer } from "@lukejs/tokenizer";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import { writeTokenizerFiles } from "./tokenizer-files.ts";
import { naturalTexts } from "./tokenizer-texts.ts";

/** RoBERTa's tokenizer where its files are beside the repository, or one learnt from the benchmarks' texts. */
export async function benchmarkTokenizer(): Promise<RobertaTokenizer> {
  const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
  await writeTokenizerFiles(folder, await naturalTexts());
  const tokenizer = await loadTokenizer(folder);
  await rm(folder, { recursive: true });
  return tokenizer;
}
