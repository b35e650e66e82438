import { rename, writeFile } from "node:fs/promises";
import type { EntityVocab } from "./entity-vocab.ts";
import { unknownExtension } from "./errors.ts";

/**
 * Writes a vocabulary: `.jsonl` (the original's format, with counts) or `.json` (Hugging Face's `{title: id}`).
 * The file appears only when it is complete.
 *
 * @throws LukeError VOC005 for another extension
 */
export async function writeEntityVocab(vocab: EntityVocab, path: string): Promise<void> {
  const rows: string[] = [];
  if (path.endsWith(".jsonl")) {
    for (const { id, entities, count } of vocab.entries())
      rows.push(`${JSON.stringify({ id, entities, count })}\n`);
  } else if (path.endsWith(".json")) {
    for (const { id, entities } of vocab.entries()) {
      for (const [title] of entities)
        rows.push(`${rows.length === 0 ? "{\n" : ",\n"}  ${JSON.stringify(title)}: ${id}`);
    }
    rows.push("\n}\n");
  } else throw unknownExtension(path);
  await writeFile(`${path}.part`, rows.join(""));
  await rename(`${path}.part`, path);
}
