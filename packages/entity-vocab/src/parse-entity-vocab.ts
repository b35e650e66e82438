import { LukeError } from "@lukejs/errors";
import { type EntityTitle, EntityVocab, type EntityVocabEntry, SPECIAL_TOKENS } from "./entity-vocab.ts";
import { cannotReadVocab, missingSpecial } from "./errors.ts";
import { readFlatJson } from "./read-flat-json.ts";

/** The content of a vocabulary's file: its text, or its lines in blocks. */
export interface VocabContent {
  readonly text: () => string;
  readonly lines: () => Iterable<readonly string[]>;
}

/**
 * A vocabulary out of a file's text, its format told by the name's extension: `.jsonl` and `.tsv` as the original writes
 * them, `.json` as Hugging Face does (`{title: id}`, or `{"en:title": id}` for several languages; without counts).
 *
 * @param name - names the file in errors as well
 * @throws LukeError VOC001 with the line, VOC002 where a special row is missing
 */
export function parseEntityVocab(text: string, name: string): EntityVocab {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return entityVocabOf({ text: () => text, lines: () => [lines] }, name);
}

/** `parseEntityVocab` of a file that may be read in blocks of lines. */
export function entityVocabOf(content: VocabContent, path: string): EntityVocab {
  const found = new Set<string>();
  const entries = path.endsWith(".tsv")
    ? readTsv(content.lines(), path)
    : path.endsWith(".jsonl")
      ? readJsonl(content.lines(), path)
      : readJson(content, path);
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

function* readTsv(blocks: Iterable<readonly string[]>, path: string): Generator<EntityVocabEntry> {
  let id = 0;
  for (const lines of blocks) {
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

function* readJsonl(blocks: Iterable<readonly string[]>, path: string): Generator<EntityVocabEntry> {
  let number = 0;
  for (const lines of blocks) {
    for (const line of lines) {
      number++;
      const row = commonRow(line) ?? parse(line, path, number);
      if (!isEntry(row)) {
        throw cannotReadVocab(
          path,
          `line ${number} is ${sample(line)}, expected "id", "entities" and "count"`,
        );
      }
      yield { ...row, count: row.count ?? 0 };
    }
  }
}

/** A row of one title without escapes, as the original or this package writes it: most rows, in a third of the time. */
function commonRow(line: string): EntityVocabEntry | undefined {
  const match = /^\{"id": ?(\d+), ?"entities": ?\[\["([^"\\]+)", ?null\]\], ?"count": ?(\d+)\}$/.exec(line);
  return match === null
    ? undefined
    : { id: Number(match[1]), entities: [[match[2]!, null]], count: Number(match[3]) };
}

function parse(line: string, path: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw cannotReadVocab(path, `line ${number} is not JSON (${(cause as Error).message})`, cause);
  }
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

/**
 * Keys have languages where all but the special ones have: "en:Tokyo". Several titles may share an id. The text is gone
 * through twice, so that nothing else is kept where its ids rise, as they do in every file that is written.
 */
function* readJson(content: VocabContent, path: string): Generator<EntityVocabEntry> {
  const text = content.text();
  let rising = true;
  let last = -1;
  let titles = 0;
  let titlesWithLanguage = 0;
  for (const [key, id] of readFlatJson(text, path)) {
    rising &&= id >= last;
    last = id;
    if (isSpecial(key)) continue;
    titles++;
    if (withLanguage.test(key)) titlesWithLanguage++;
  }
  const multilingual = titles > 0 && titles === titlesWithLanguage;
  const pairs = readFlatJson(text, path);
  let row: { id: number; entities: EntityTitle[]; count: number } | undefined;
  for (const [key, id] of rising ? pairs : [...pairs].sort(([, a], [, b]) => a - b)) {
    const colon = multilingual && !isSpecial(key) ? key.indexOf(":") : -1;
    const entity: EntityTitle = colon < 0 ? [key, null] : [key.slice(colon + 1), key.slice(0, colon)];
    if (row?.id === id) row.entities.push(entity);
    else {
      if (row !== undefined) yield row;
      row = { id, entities: [entity], count: 0 };
    }
  }
  if (row !== undefined) yield row;
}

const withLanguage = /^[a-z]{2,}(?:-[a-z]+)*:./s;

/** Transformers add [MASK2] for the second entity of a pair. */
function isSpecial(key: string): boolean {
  return key.startsWith("[") && (SPECIAL_TOKENS.includes(key) || key === "[MASK2]");
}

function sample(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
