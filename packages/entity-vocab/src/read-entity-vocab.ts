import { accessSync, readFileSync } from "node:fs";
import { LukeError } from "@lukejs/errors";
import { type EntityTitle, EntityVocab, type EntityVocabEntry, SPECIAL_TOKENS } from "./entity-vocab.ts";
import { cannotReadVocab, missingSpecial } from "./errors.ts";
import { readFlatJson } from "./read-flat-json.ts";
import { readLines } from "./read-lines.ts";

/**
 * Reads a vocabulary, its format told by the extension: `.jsonl` and `.tsv` as the original writes them, `.json` as
 * Hugging Face does (`{title: id}`, or `{"en:title": id}` for several languages; without counts).
 *
 * @throws LukeError VOC001 with the line, VOC002 where a special row is missing
 */
export async function readEntityVocab(path: string): Promise<EntityVocab> {
  try {
    accessSync(path);
  } catch (cause) {
    throw cannotReadVocab(path, "no such file can be read", cause);
  }
  const found = new Set<string>();
  const entries = path.endsWith(".tsv")
    ? readTsv(path)
    : path.endsWith(".jsonl")
      ? readJsonl(path)
      : readJson(path);
  try {
    return new EntityVocab(noteSpecials(entries, found));
  } catch (cause) {
    if (LukeError.isInstance(cause)) throw cause;
    const missing = SPECIAL_TOKENS.find((token) => !found.has(token));
    if (cause instanceof RangeError && missing !== undefined) throw missingSpecial(path, missing);
    throw cannotReadVocab(path, (cause as Error).message, cause);
  }
}

/** Passes rows on and notes which special ones were among them. */
function* noteSpecials(entries: Iterable<EntityVocabEntry>, found: Set<string>): Generator<EntityVocabEntry> {
  for (const entry of entries) {
    for (const [title] of entry.entities) if (title.startsWith("[")) found.add(title);
    yield entry;
  }
}

function* readTsv(path: string): Generator<EntityVocabEntry> {
  let id = 0;
  for (const lines of readLines(path)) {
    for (const line of lines) {
      const tab = line.lastIndexOf("\t");
      const count = Number(line.slice(tab + 1));
      if (tab < 0 || line.length === tab + 1 || !Number.isFinite(count)) {
        throw cannotReadVocab(path, `line ${id + 1} is ${sample(line)}, expected a title, a tab and a count`);
      }
      yield { id: id++, entities: [[line.slice(0, tab), null]], count };
    }
  }
}

function* readJsonl(path: string): Generator<EntityVocabEntry> {
  let read = 0;
  for (const lines of readLines(path)) {
    for (const row of parseLines(lines, path, read)) {
      read++;
      if (!isEntry(row)) {
        throw cannotReadVocab(
          path,
          `line ${read} is ${sample(JSON.stringify(row))}, expected "id", "entities" and "count"`,
        );
      }
      yield { ...row, count: row.count ?? 0 };
    }
  }
}

/** Parses lines in one go, which takes half the time, and one by one where that fails, for the line's number. */
function parseLines(lines: readonly string[], path: string, before: number): readonly unknown[] {
  try {
    const rows = JSON.parse(`[${lines.join(",")}]`) as unknown[];
    if (rows.length === lines.length) return rows;
  } catch {
    // The loop below names the line.
  }
  return lines.map((line, i) => {
    try {
      return JSON.parse(line) as unknown;
    } catch (cause) {
      throw cannotReadVocab(path, `line ${before + i + 1} is not JSON (${(cause as Error).message})`, cause);
    }
  });
}

function isEntry(row: unknown): row is Omit<EntityVocabEntry, "count"> & { readonly count?: number } {
  const { id, entities, count, redirects } = (row ?? {}) as Record<string, unknown>;
  return (
    typeof id === "number" &&
    Array.isArray(entities) &&
    entities.length > 0 &&
    entities.every(isTitle) &&
    (count === undefined || (typeof count === "number" && count >= 0)) &&
    (redirects === undefined || (Array.isArray(redirects) && redirects.every(isTitle)))
  );
}

function isTitle(pair: unknown): pair is EntityTitle {
  return (
    Array.isArray(pair) && typeof pair[0] === "string" && (pair[1] === null || typeof pair[1] === "string")
  );
}

/** Several titles may share an id. Keys have languages where all but the special ones have: "en:Tokyo". */
function* readJson(path: string): Generator<EntityVocabEntry> {
  const keys: string[] = [];
  const ids: number[] = [];
  for (const [key, id] of readFlatJson(readFileSync(path, "utf8"), path)) {
    keys.push(key);
    ids.push(id);
  }
  const withLanguage = /^([a-z]{2,}(?:-[a-z]+)*):(?=.)/s;
  const special = new Set(SPECIAL_TOKENS.concat("[MASK2]"));
  const multilingual =
    keys.some((key) => !special.has(key)) && keys.every((key) => special.has(key) || withLanguage.test(key));
  const byId: EntityVocabEntry[] = [];
  for (const [i, key] of keys.entries()) {
    const language = multilingual && !special.has(key) ? withLanguage.exec(key)![1]! : null;
    const entity: EntityTitle = [language === null ? key : key.slice(language.length + 1), language];
    const row = byId[ids[i]!];
    if (row === undefined) byId[ids[i]!] = { id: ids[i]!, entities: [entity], count: 0 };
    else (row.entities as EntityTitle[]).push(entity);
  }
  for (const row of byId) if (row !== undefined) yield row;
}

function sample(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
