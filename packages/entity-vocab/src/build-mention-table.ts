import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { type MentionRow, MentionTable, type MentionTableInfo } from "./mention-table.ts";
import { NameTrie } from "./name-trie.ts";
import { type DuckDbOptions, openDuckDb } from "./open-duckdb.ts";
import { type NameNormalization, splitNames } from "./split-names.ts";

export interface BuildMentionTableOptions extends DuckDbOptions {
  /** Default "lowercase". */
  readonly normalization?: NameNormalization;
  /** Definition of the link probability, default the paper's "occurrences". */
  readonly linkProbability?: MentionTableInfo["linkProbability"];
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
  readonly onProgress?: (progress: { readonly parts: number; readonly totalParts: number }) => void;
}

/**
 * Collects the names under which entities are linked, redirects resolved, and counts how often each name occurs in
 * the corpus' text, linked or not.
 *
 * @throws LukeError VOC003 where DuckDB is not installed, VOC004 where the folder is no corpus
 */
export async function buildMentionTable(
  corpusFolder: string,
  options: BuildMentionTableOptions = {},
): Promise<MentionTable> {
  const {
    normalization = "lowercase",
    linkProbability = "occurrences",
    minLinks = 1,
    maxCandidates = 100,
  } = options;
  const names = await readNames(corpusFolder, normalization, options);
  const trie = new NameTrie();
  for (const [name, { number }] of names) trie.add(name.split(" "), number);
  const occurrences = await countOccurrences(corpusFolder, trie, names.size, { ...options, normalization });

  const rows: MentionRow[] = [];
  for (const [name, { number, titles }] of names) {
    let nameLinks = 0;
    for (const count of titles.values()) nameLinks += count;
    const nameOccurrences = occurrences[number]!;
    if (nameLinks < minLinks) continue;
    if (nameOccurrences > 0 && Math.min(1, nameLinks / nameOccurrences) < (options.minLinkProbability ?? 0))
      continue;
    const kept = [...titles].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, maxCandidates);
    for (const [title, count] of kept) rows.push({ name, title, count, nameLinks, nameOccurrences });
  }
  return new MentionTable(rows, { normalization, linkProbability });
}

interface Name {
  readonly number: number;
  readonly titles: Map<string, number>;
}

async function readNames(
  folder: string,
  normalization: NameNormalization,
  { maxTokens = 20, keepAbsentTargets = false, ...options }: BuildMentionTableOptions,
): Promise<Map<string, Name>> {
  const database = await openDuckDb(folder, options);
  try {
    const rows = database.rows<{ mention: string; title: string; count: number }>(`
      SELECT mention, title, count(*)::INTEGER AS count FROM (
        SELECT mention, coalesce(redirects.target, links.title) AS title
        FROM links LEFT JOIN redirects ON links.title = redirects.title)
      ${keepAbsentTargets ? "" : "WHERE title IN (SELECT title FROM pages)"}
      GROUP BY mention, title`);
    const names = new Map<string, Name>();
    for await (const { mention, title, count } of rows) {
      const { tokens } = splitNames(mention, normalization);
      const text = tokens.join(" ");
      if (tokens.length > maxTokens || !/[\p{L}\p{N}]/u.test(text)) continue;
      let name = names.get(text);
      if (name === undefined) names.set(text, (name = { number: names.size, titles: new Map() }));
      name.titles.set(title, (name.titles.get(title) ?? 0) + count);
    }
    return names;
  } finally {
    database.close();
  }
}

/** Occurrences of each name at any place, longer names around it or not; or pages with it. */
async function countOccurrences(
  folder: string,
  trie: NameTrie,
  size: number,
  options: BuildMentionTableOptions & { readonly normalization: NameNormalization },
): Promise<Float64Array> {
  const counts = new Float64Array(size);
  const lastPage = new Float64Array(options.linkProbability === "pages" ? size : 0).fill(-1);
  const files = (await readdir(join(folder, "paragraphs")))
    .filter((name) => name.endsWith(".parquet"))
    .sort();
  for (const [i, name] of files.entries()) {
    const bytes = await readFile(join(folder, "paragraphs", name));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const rows = (await parquetReadObjects({ file, columns: ["page", "text"] })) as {
      page: bigint;
      text: string;
    }[];
    for (const row of rows) {
      const page = Number(row.page);
      const ids = trie.tokenIds(splitNames(row.text, options.normalization).tokens);
      const found = (number: number) => {
        if (lastPage.length > 0 && lastPage[number] === page) return;
        if (lastPage.length > 0) lastPage[number] = page;
        counts[number]!++;
      };
      for (let at = 0; at < ids.length; at++) trie.match(ids, at, found);
    }
    options.onProgress?.({ parts: i + 1, totalParts: files.length });
  }
  return counts;
}
