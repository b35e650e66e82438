import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { trainByteLevelBpe } from "@lukejs/tokenizer";
import { type NaturalTexts, sharedFolder } from "./tokenizer-texts.ts";

/** Writes vocab.json, merges.txt and entity_vocab.json: RoBERTa's own where they are beside the repository, else 8,000 tokens learnt. */
export async function writeTokenizerFiles(folder: string, natural: NaturalTexts): Promise<string> {
  const titles = ["[PAD]", "[UNK]", "[MASK]", "[MASK2]"];
  const entities = Object.fromEntries(titles.map((title, id) => [title, id]));
  await writeFile(join(folder, "entity_vocab.json"), JSON.stringify(entities));
  const published = join(sharedFolder, "fixtures", "roberta-bpe");
  if (existsSync(published)) {
    await writeFile(join(folder, "vocab.json"), await readFile(join(published, "roberta-vocab.json")));
    await writeFile(join(folder, "merges.txt"), await readFile(join(published, "merges.txt")));
    return "RoBERTa's vocabulary";
  }
  const { vocab, merges } = await trainByteLevelBpe(natural.texts, { vocabSize: 8000 });
  await writeFile(join(folder, "vocab.json"), JSON.stringify(vocab));
  await writeFile(join(folder, "merges.txt"), ["#version: 0.2", ...merges, ""].join("\n"));
  return "8,000 tokens learnt from the texts";
}
