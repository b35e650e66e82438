import { accessSync, readFileSync } from "node:fs";
import type { EntityVocab } from "./entity-vocab.ts";
import { cannotReadVocab } from "./errors.ts";
import { entityVocabOf } from "./parse-entity-vocab.ts";
import { readLines } from "./read-lines.ts";

/**
 * Reads a vocabulary from a file, see parseEntityVocab; lines are read in blocks.
 *
 * @throws LukeError VOC001 with the line, VOC002 where a special row is missing
 */
export async function readEntityVocab(path: string): Promise<EntityVocab> {
  try {
    accessSync(path);
  } catch (cause) {
    throw cannotReadVocab(path, "no such file can be read", cause);
  }
  return entityVocabOf({ text: () => readFileSync(path, "utf8"), lines: () => readLines(path) }, path);
}
