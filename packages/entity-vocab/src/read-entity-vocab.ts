import { readFile } from "node:fs/promises";
import { EntityVocab, type EntityVocabEntry, MASK_TOKEN, PAD_TOKEN, UNK_TOKEN } from "./entity-vocab.ts";
import { cannotReadVocab, missingSpecial } from "./errors.ts";

/**
 * Reads a vocabulary, its format told by the extension: `.jsonl` and `.tsv` as the original writes them,
 * `.json` as Hugging Face does (`{title: id}`, without counts).
 *
 * @throws LukeError VOC001 with the line, VOC002 where a special row is missing
 */
export async function readEntityVocab(path: string): Promise<EntityVocab> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw cannotReadVocab(path, "no such file can be read", cause);
  }
  const entries = path.endsWith(".tsv")
    ? readTsv(text, path)
    : path.endsWith(".jsonl")
      ? readJsonl(text, path)
      : readJson(text, path);
  for (const token of [PAD_TOKEN, UNK_TOKEN, MASK_TOKEN]) {
    if (!entries.some(({ entities }) => entities.some(([title]) => title === token)))
      throw missingSpecial(path, token);
  }
  try {
    return new EntityVocab(entries);
  } catch (cause) {
    throw cannotReadVocab(path, (cause as Error).message, cause);
  }
}

function readTsv(text: string, path: string): EntityVocabEntry[] {
  return lines(text).map((line, id) => {
    const tab = line.lastIndexOf("\t");
    const count = Number(line.slice(tab + 1));
    if (tab < 0 || !Number.isFinite(count)) {
      throw cannotReadVocab(path, `line ${id + 1} is ${sample(line)}, expected a title, a tab and a count`);
    }
    return { id, entities: [[line.slice(0, tab), null]], count };
  });
}

function readJsonl(text: string, path: string): EntityVocabEntry[] {
  return lines(text).map((line, i) => {
    const row = parse(line, path, `line ${i + 1}`) as Partial<EntityVocabEntry> | null;
    if (typeof row?.id !== "number" || !Array.isArray(row.entities) || row.entities.length === 0) {
      throw cannotReadVocab(path, `line ${i + 1} is ${sample(line)}, expected "id", "entities" and "count"`);
    }
    return { id: row.id, entities: row.entities, count: row.count ?? 0 };
  });
}

function readJson(text: string, path: string): EntityVocabEntry[] {
  const ids = parse(text, path, "the file");
  if (typeof ids !== "object" || ids === null || Array.isArray(ids)) {
    throw cannotReadVocab(path, "expected an object of titles and ids");
  }
  const byId = new Map<number, [string, null][]>();
  for (const [title, id] of Object.entries(ids)) {
    if (typeof id !== "number")
      throw cannotReadVocab(path, `the id of ${sample(title)} is ${sample(String(id))}`);
    const titles = byId.get(id);
    if (titles === undefined) byId.set(id, [[title, null]]);
    else titles.push([title, null]);
  }
  return [...byId].map(([id, entities]) => ({ id, entities, count: 0 }));
}

function lines(text: string): string[] {
  const rows = text.split("\n");
  if (rows.at(-1) === "") rows.pop();
  return rows.map((row) => (row.endsWith("\r") ? row.slice(0, -1) : row));
}

function parse(text: string, path: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw cannotReadVocab(path, `${where} is not JSON (${(cause as Error).message})`, cause);
  }
}

function sample(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
