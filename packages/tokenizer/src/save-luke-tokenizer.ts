import type { LukeTokenizer } from "./luke-tokenizer.ts";
import { saveTokenizer } from "./save-tokenizer.ts";

/** Writes the tokenizer of a LUKE checkpoint; its entity_vocab.json is the entity vocabulary's to write. */
export async function saveLukeTokenizer(tokenizer: LukeTokenizer, folder: string): Promise<void> {
  await saveTokenizer(tokenizer.words, folder, {
    ...tokenizer.settings,
    tokenizer_class: "LukeTokenizer",
  });
}
