import { frequentStep, targetStep, wantedStep } from "./count-sql.ts";
import { type CountedTitle, EntityVocab } from "./entity-vocab.ts";
import { type CorpusDatabase, type DuckDbOptions, openDuckDb, quoted } from "./open-duckdb.ts";

export interface BuildEntityVocabOptions extends DuckDbOptions {
  /** Rows, the three special ones included; default: all. The published models have 500,000. */
  readonly size?: number;
  /** Links an entity needs to be kept; default 1. */
  readonly minCount?: number;
  /** Whether targets that are no pages of the corpus are kept, as a partial dump needs; default false. */
  readonly keepAbsentTargets?: boolean;
  /** Whether disambiguation pages are entities; default true, as in the original. */
  readonly keepDisambiguations?: boolean;
  /** Titles that come first, in this order, if anything links to them, pages or not; redirects are followed. */
  readonly whiteList?: readonly string[];
  /** Whether nothing but the white list is kept; default false. */
  readonly whiteListOnly?: boolean;
  /** Language of the titles, for a vocabulary of several; default: none. */
  readonly language?: string;
  /** Whether redirects to an entity find it too; default false, as in the original. */
  readonly redirects?: boolean;
}

/**
 * Counts the links of a corpus, redirects resolved, and keeps the most frequent targets: SQL in DuckDB over the
 * corpus' Parquet files, in bounded memory.
 *
 * Order of the rows: [PAD], [UNK], [MASK], the white list, then by count, ties by title in UTF-16 code units; so the same
 * dump gives the same file, which the original's did not. Links to files, categories and other wikis are not in the corpus.
 *
 * @param corpusFolder a folder with `pages`, `links` and `redirects` in Parquet, as wiki-corpus writes
 * @throws LukeError VOC003 where DuckDB is not installed, VOC004 where the folder is no corpus
 */
export async function buildEntityVocab(
  corpusFolder: string,
  options: BuildEntityVocabOptions = {},
): Promise<EntityVocab> {
  const { size, minCount = 1, whiteList, whiteListOnly = false } = options;
  if (size !== undefined && (!Number.isSafeInteger(size) || size < 3)) {
    throw new RangeError(`size must be an integer of at least 3 (the special rows), found ${size}`);
  }
  if (!Number.isSafeInteger(minCount) || minCount < 0)
    throw new RangeError(`minCount must be an integer ≥ 0, found ${minCount}`);
  if (whiteListOnly && whiteList === undefined) throw new TypeError("whiteListOnly needs a whiteList");
  const room = size === undefined ? Number.MAX_SAFE_INTEGER : size - 3;
  const database = await openDuckDb(corpusFolder, options);
  try {
    await database.run([targetStep(minCount)]);
    const listed = whiteList === undefined ? [] : await readWhiteList(database, whiteList);
    const rows = listed.slice(0, room);
    if (!whiteListOnly) {
      await database.run([wantedStep(options)]);
      rows.push(...(await readMostFrequent(database, rows, room - rows.length)));
    }
    return EntityVocab.of(
      options.redirects === true ? await addRedirects(database, rows) : rows,
      options.language ?? null,
    );
  } finally {
    await database.close();
  }
}

/** The white list's titles that are linked to, in its order, each once. */
async function readWhiteList(database: CorpusDatabase, titles: readonly string[]): Promise<CountedTitle[]> {
  await database.sql("CREATE TABLE listed (place INTEGER, title VARCHAR)");
  for (let from = 0; from < titles.length; from += 1000) {
    const values = titles.slice(from, from + 1000).map((title, i) => `(${from + i}, ${quoted(title)})`);
    await database.sql(`INSERT INTO listed VALUES ${values.join(", ")}`);
  }
  const rows: CountedTitle[] = [];
  for await (const { title, count } of database.rows<CountedTitle>(`
    SELECT targets.title, any_value(count) AS count FROM listed
    LEFT JOIN redirects ON listed.title = redirects.title
    JOIN targets ON targets.title = coalesce(redirects.target, listed.title)
    GROUP BY targets.title ORDER BY min(place)`)) {
    rows.push({ title, count });
  }
  return rows;
}

/** All rows that tie with the last one are read, so that the cut does not depend on DuckDB's order of strings. */
async function readMostFrequent(
  database: CorpusDatabase,
  taken: readonly CountedTitle[],
  limit: number,
): Promise<CountedTitle[]> {
  const before = new Set(taken.map(({ title }) => title));
  const rows: CountedTitle[] = [];
  await database.run([frequentStep(Math.min(limit, Number.MAX_SAFE_INTEGER - before.size) + before.size)]);
  for await (const row of database.rows<CountedTitle>("SELECT title, count FROM frequent")) {
    if (!before.has(row.title)) rows.push(row);
  }
  rows.sort((a, b) => b.count - a.count || (a.title < b.title ? -1 : 1));
  return rows.slice(0, limit);
}

async function addRedirects(
  database: CorpusDatabase,
  rows: readonly CountedTitle[],
): Promise<CountedTitle[]> {
  const names = new Map<string, string[]>(rows.map(({ title }) => [title, []]));
  for await (const { title, target } of database.rows<{ title: string; target: string }>(
    "SELECT title, target FROM redirects",
  )) {
    names.get(target)?.push(title);
  }
  return rows.map((row) => ({ ...row, redirects: names.get(row.title)!.sort() }));
}
