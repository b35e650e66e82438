import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { countNames } from "./count-names.ts";
import { candidateStep, mentionStep, nameStep, nameTitleStep, pageLinkStep } from "./count-sql.ts";
import { cannotWriteMentions } from "./errors.ts";
import { mentionFile } from "./mention-file.ts";
import { mentionKey, mentionMetadata } from "./mention-metadata.ts";
import type { LinkProbability, MentionTableInfo } from "./mention-table.ts";
import { nameOfMention } from "./name-of-mention.ts";
import type { NameNormalization } from "./name-scanner.ts";
import { namedStepOnSpark, placeStepOnSpark } from "./name-steps-on-spark.ts";
import { NameTrie } from "./name-trie.ts";
import { type CorpusDatabase, type DuckDbOptions, openDuckDb, quoted } from "./open-duckdb.ts";
import { pageLinkFile } from "./read-page-links.ts";

export interface BuildMentionTableOptions extends DuckDbOptions {
  /** Default "lowercase". */
  readonly normalization?: NameNormalization;
  /** Definition of the link probability, default the paper's "occurrences". */
  readonly linkProbability?: LinkProbability;
  /** Names below it are left out; default 0. */
  readonly minLinkProbability?: number;
  /** Entities a name keeps, the most frequent; default 100 as in the original. */
  readonly maxCandidates?: number;
  /** Links a name needs; default 1. */
  readonly minLinks?: number;
  /** Longest name in tokens; default 20 as in the original. */
  readonly maxTokens?: number;
  /** Whether targets that are no pages of the corpus are kept; default false. */
  readonly keepAbsentTargets?: boolean;
  /** Whether what each page links to is kept beside the table, in `page-links.parquet` (Appendix C); default false. */
  readonly pageLinks?: boolean;
  /** Names counted in one pass over the text, some 80 bytes of memory each; default 4 million. */
  readonly namesPerPass?: number;
  readonly onProgress?: (progress: MentionProgress) => void;
}

export interface MentionProgress {
  /** Parts of the corpus' text that are counted, of those to count in all passes. */
  readonly parts: number;
  readonly totalParts: number;
  /** Counted so far, in UTF-16 code units. */
  readonly characters: number;
}

/** Names of a table, and the candidates of all of them together. */
export interface MentionTableSize {
  readonly names: number;
  readonly candidates: number;
}

/**
 * Collects the names under which entities are linked, redirects resolved, counts how often each name occurs in the
 * corpus' text, linked or not, and writes the table to one Parquet file: the same bytes for the same corpus and settings,
 * whatever the number of threads and the memory. Counts of links are SQL that spills to disk; the text is read once for
 * every `namesPerPass` names.
 *
 * @param path a file ending in .parquet, or a folder for `mentions.parquet`
 * @throws LukeError VOC003 where DuckDB is not installed, VOC004 where the folder is no corpus, VOC008 where the table cannot
 * be written, VOC010 and VOC011 where counting fails: a damaged table, a full disk
 */
export async function buildMentionTable(
  corpusFolder: string,
  path: string,
  options: BuildMentionTableOptions = {},
): Promise<MentionTableSize> {
  const {
    normalization = "lowercase",
    linkProbability = "occurrences",
    minLinkProbability = 0,
    maxCandidates = 100,
    minLinks = 1,
  } = options;
  if (!(minLinkProbability >= 0 && minLinkProbability <= 1))
    throw new RangeError(`minLinkProbability must be between 0 and 1, found ${minLinkProbability}`);
  for (const [name, value] of Object.entries({ maxCandidates, minLinks })) {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`${name} must be an integer ≥ 1, found ${value}`);
  }
  const database = await openDuckDb(corpusFolder, options);
  try {
    await database.run([mentionStep(options)]);
    const { maxTokens = 20, namesPerPass = 4_000_000 } = options;
    if (database.spark === undefined) {
      await nameMentions(database, normalization, maxTokens);
      await database.run([nameTitleStep(), nameStep(minLinks)]);
      await countPlaces(database, corpusFolder, normalization, { ...options, namesPerPass });
    } else {
      const names = database.spark.path("names");
      await database.run([
        namedStepOnSpark(normalization, maxTokens),
        nameTitleStep(),
        nameStep(minLinks),
        await placeStepOnSpark(corpusFolder, names, normalization, namesPerPass),
      ]);
    }
    await database.run([candidateStep({ linkProbability, minLinkProbability, maxCandidates })]);
    const file = mentionFile(path);
    const info = { normalization, linkProbability };
    await writeTable(database, "FROM candidates ORDER BY name, count DESC, title", file, info);
    const links = pageLinkFile(dirname(file));
    if (options.pageLinks === true) {
      await database.run([pageLinkStep(options)]);
      await writeTable(database, "FROM page_links ORDER BY page, mention, count DESC, title", links, info);
    } else await rm(links, { force: true });
    for await (const size of database.rows<MentionTableSize>(
      "SELECT count(DISTINCT name)::INTEGER AS names, count(*)::INTEGER AS candidates FROM candidates",
    ))
      return size;
    throw new Error("a count has no row");
  } finally {
    await database.close();
  }
}

/** `named`: the mentions under the names they have in the table; those without letters and digits are none. */
async function nameMentions(
  database: CorpusDatabase,
  normalization: NameNormalization,
  maxTokens: number,
): Promise<void> {
  await database.sql("CREATE TABLE named (name VARCHAR, title VARCHAR, count INTEGER)");
  const appender = await database.append("named");
  const rows = database.rows<{ mention: string; title: string; count: number }>("FROM mentions");
  for await (const { mention, title, count } of rows) {
    const name = nameOfMention(mention, normalization, maxTokens);
    if (name === undefined) continue;
    appender.appendVarchar(name);
    appender.appendVarchar(title);
    appender.appendInteger(count);
    appender.endRow();
  }
  appender.closeSync();
  await database.sql("DROP TABLE mentions");
}

/** `places`: where names stand in the text, linked or not. */
async function countPlaces(
  database: CorpusDatabase,
  corpusFolder: string,
  normalization: NameNormalization,
  { threads = 2, namesPerPass, onProgress }: BuildMentionTableOptions & { readonly namesPerPass: number },
): Promise<void> {
  const folder = join(corpusFolder, "paragraphs");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".parquet")).sort();
  await database.sql(
    "CREATE TABLE numbered AS SELECT name, (row_number() OVER (ORDER BY name) - 1)::INTEGER AS number FROM names",
  );
  await database.sql("CREATE TABLE counted (number INTEGER, occurrences INTEGER, pages INTEGER)");
  let size = 0;
  for await (const row of database.rows<{ size: number }>("SELECT count(*)::INTEGER AS size FROM numbered"))
    size = row.size;
  const totalParts = files.length * Math.ceil(size / namesPerPass);
  let parts = 0;
  let characters = 0;
  for (let from = 0; from < size; from += namesPerPass) {
    const trie = new NameTrie(normalization);
    let names = 0;
    for await (const { name } of database.rows<{ name: string }>(
      `SELECT name FROM numbered WHERE number >= ${from} AND number < ${from + namesPerPass} ORDER BY number`,
    ))
      trie.add(name, names++);
    const paths = files.map((name) => join(folder, name));
    const { occurrences, pages } = await countNames(trie, names, paths, threads, (read) => {
      characters += read;
      onProgress?.({ parts: ++parts, totalParts, characters });
    });
    const appender = await database.append("counted");
    for (let i = 0; i < names; i++) {
      appender.appendInteger(from + i);
      appender.appendInteger(occurrences[i]!);
      appender.appendInteger(pages[i]!);
      appender.endRow();
    }
    appender.closeSync();
  }
  await database.sql(
    "CREATE VIEW places AS SELECT name, occurrences, pages FROM counted JOIN numbered USING (number)",
  );
}

/** Writes a query's rows to a Parquet file, whole or not at all. */
async function writeTable(
  database: CorpusDatabase,
  query: string,
  file: string,
  info: MentionTableInfo,
): Promise<void> {
  const part = `${file}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await database.sql(`COPY (${query}) TO ${quoted(part)}
      (FORMAT parquet, ROW_GROUP_SIZE 122880, KV_METADATA {${quoted(mentionKey)}: ${quoted(mentionMetadata(info))}})`);
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    throw cannotWriteMentions(file, cause);
  }
}
