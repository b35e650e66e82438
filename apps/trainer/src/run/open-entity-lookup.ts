import { access } from "node:fs/promises";
import { join } from "node:path";
import type { EntityVocab } from "@lukejs/entity-vocab";
import { readEntityVocab } from "@lukejs/entity-vocab/node";
import { fileMissing } from "../errors.ts";

const names = ["entity_vocab.json", "entity_vocab.jsonl", "entity_vocab.tsv"];

/**
 * The entity vocabulary of a checkpoint folder.
 *
 * @throws LukeError CLI001 where there is none, and what readEntityVocab throws
 */
export async function openEntityLookup(folder: string): Promise<EntityVocab> {
  for (const name of names) {
    const path = join(folder, name);
    const found = await access(path).then(
      () => true,
      () => false,
    );
    if (found) return readEntityVocab(path);
  }
  throw fileMissing("an entity vocabulary", join(folder, names[0]!), `Looked for ${names.join(", ")}.`);
}
