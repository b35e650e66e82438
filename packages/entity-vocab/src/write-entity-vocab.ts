import { open, rename, rm } from "node:fs/promises";
import { type EntityVocab, type EntityVocabEntry, SPECIAL_TOKENS } from "./entity-vocab.ts";
import { cannotWriteVocab, unknownExtension } from "./errors.ts";

/**
 * Writes a vocabulary: `.jsonl` (the original's format, with counts; redirects as a field more), `.json` (Hugging Face's
 * `{title: id}`, a title with a language as "en:title") or `.tsv` (title and count, the id being the line).
 * The file appears only when it is complete.
 *
 * @throws LukeError VOC005 for another extension, VOC007 where a .tsv cannot hold it
 */
export async function writeEntityVocab(vocab: EntityVocab, path: string): Promise<void> {
  const lines = path.endsWith(".jsonl")
    ? jsonLines(vocab)
    : path.endsWith(".json")
      ? flatJson(vocab)
      : path.endsWith(".tsv")
        ? tabbed(vocab, path)
        : undefined;
  if (lines === undefined) throw unknownExtension(path);
  const temporary = `${path}.part`;
  try {
    const file = await open(temporary, "w");
    try {
      let text = "";
      for (const line of lines) {
        text += line;
        if (text.length < 1 << 20) continue;
        await file.write(text);
        text = "";
      }
      await file.write(text);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function* jsonLines(vocab: EntityVocab): Generator<string> {
  for (const { id, entities, count, redirects } of vocab.entries()) {
    yield `${JSON.stringify({ id, entities, count, redirects })}\n`;
  }
}

function* flatJson(vocab: EntityVocab): Generator<string> {
  let before = "{\n";
  for (const { id, entities } of vocab.entries()) {
    for (const [title, language] of entities) {
      const key = language === null || SPECIAL_TOKENS.includes(title) ? title : `${language}:${title}`;
      yield `${before}  ${JSON.stringify(key)}: ${id}`;
      before = ",\n";
      if (key === title && language !== null) break; // a special row, the same in all languages
    }
  }
  yield before === "{\n" ? "{}\n" : "\n}\n";
}

function* tabbed(vocab: EntityVocab, path: string): Generator<string> {
  let line = 0;
  for (const row of vocab.entries()) {
    const obstacle = tsvObstacle(row, line);
    if (obstacle !== undefined) throw cannotWriteVocab(path, obstacle);
    yield `${row.entities[0]![0]}\t${row.count}\n`;
    line++;
  }
}

function tsvObstacle({ id, entities }: EntityVocabEntry, line: number): string | undefined {
  const [title, language] = entities[0]!;
  if (id !== line) return `there is no entity ${line}, and the id is the line`;
  if (entities.length > 1)
    return `${JSON.stringify(title)} has ${entities.length} titles, a line has room for one`;
  if (language !== null && !SPECIAL_TOKENS.includes(title)) return `${JSON.stringify(title)} has a language`;
  if (/[\t\r\n]/.test(title)) return `${JSON.stringify(title)} holds a tab or the end of a line`;
  return undefined;
}
