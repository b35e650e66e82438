import { EntityVocab } from "./entity-vocab.ts";
import { type DuckDbOptions, openDuckDb } from "./open-duckdb.ts";

export interface BuildEntityVocabOptions extends DuckDbOptions {
  /** Rows, the three special ones included; default: all. The published models have 500,000. */
  readonly size?: number;
  /** Links an entity needs to be kept; default 1. */
  readonly minCount?: number;
  /** Whether targets that are no pages of the corpus are kept, as a partial dump needs; default false. */
  readonly keepAbsentTargets?: boolean;
  /** Whether disambiguation pages are entities; default true, as in the original. */
  readonly keepDisambiguations?: boolean;
}

/**
 * Counts the links of a corpus, redirects resolved, and keeps the most frequent targets: SQL in DuckDB over the
 * corpus' Parquet files, in bounded memory.
 *
 * Order of the rows: [PAD], [UNK], [MASK], then by count, ties by title in UTF-16 code units; so the same dump gives
 * the same file, which the original's did not. Links to files, categories and other wikis are not in the corpus.
 *
 * @param corpusFolder a folder with `pages`, `links` and `redirects` in Parquet, as wiki-corpus writes
 * @throws LukeError VOC003 where DuckDB is not installed, VOC004 where the folder is no corpus
 */
export async function buildEntityVocab(
  corpusFolder: string,
  options: BuildEntityVocabOptions = {},
): Promise<EntityVocab> {
  const { size, minCount = 1, keepAbsentTargets = false, keepDisambiguations = true } = options;
  if (size !== undefined && (!Number.isSafeInteger(size) || size < 3)) {
    throw new RangeError(`size must be an integer of at least 3 (the special rows), found ${size}`);
  }
  const database = await openDuckDb(corpusFolder, options);
  try {
    const { sql } = database;
    const conditions = [
      ...(keepAbsentTargets ? [] : ["title IN (SELECT title FROM pages)"]),
      ...(keepDisambiguations ? [] : ["title NOT IN (SELECT title FROM pages WHERE disambiguation)"]),
      "true",
    ];
    await sql(`CREATE TABLE counts AS
      SELECT title, count::INTEGER AS count FROM (
        SELECT coalesce(redirects.target, links.title) AS title, count(*) AS count
        FROM links LEFT JOIN redirects ON links.title = redirects.title GROUP BY 1)
      WHERE count >= ${Number(minCount)} AND ${conditions.join(" AND ")}`);
    // All rows that tie with the last one are read, so that the cut does not depend on DuckDB's order of strings.
    const limit = size === undefined ? undefined : size - 3;
    const least =
      limit === undefined
        ? 0
        : `coalesce((SELECT count FROM counts ORDER BY count DESC LIMIT 1 OFFSET ${Math.max(limit - 1, 0)}), 0)`;
    const rows = (await sql(`SELECT title, count FROM counts WHERE count >= ${least}`)) as unknown as {
      title: string;
      count: number;
    }[];
    rows.sort((a, b) => b.count - a.count || (a.title < b.title ? -1 : 1));
    return EntityVocab.of(rows.slice(0, limit));
  } finally {
    database.close();
  }
}
