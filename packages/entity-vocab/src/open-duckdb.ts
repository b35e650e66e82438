import { rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { noCorpus, noDuckDb } from "./errors.ts";

export interface DuckDbOptions {
  /** Default 2. */
  readonly threads?: number;
  /** Beyond it DuckDB spills to disk, e.g. "2GB" (the default). */
  readonly memoryLimit?: string;
  /** Where it spills to; default: beside the corpus. */
  readonly temporaryFolder?: string;
}

/** DuckDB over a corpus. */
export interface CorpusDatabase {
  readonly connection: DuckDBConnection;
  readonly sql: Sql;
  /** The rows of a query as objects, read piece by piece; its big integers have to be cast in SQL. */
  rows<Row>(text: string): AsyncIterable<Row>;
  close(): void;
}

/**
 * DuckDB with the corpus' tables as views `pages`, `links`, and `redirects (title, target)` resolved to the end:
 * chains followed, titles in circles left out.
 *
 * @throws LukeError VOC003 where DuckDB is not installed, VOC004 where the folder is no corpus
 */
export async function openDuckDb(corpusFolder: string, options: DuckDbOptions = {}): Promise<CorpusDatabase> {
  let duckdb: typeof import("@duckdb/node-api");
  try {
    duckdb = await import("@duckdb/node-api");
  } catch (cause) {
    throw noDuckDb(cause);
  }
  for (const table of ["pages", "links", "redirects"]) {
    const files = await readdir(join(corpusFolder, table)).catch((cause: unknown) => {
      throw noCorpus(corpusFolder, cause);
    });
    if (!files.some((file) => file.endsWith(".parquet"))) throw noCorpus(corpusFolder);
  }
  const instance = await duckdb.DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const sql: Sql = async (text) => {
    await connection.run(text);
  };
  await sql(`SET threads = ${options.threads ?? 2}`);
  await sql(`SET memory_limit = ${quoted(options.memoryLimit ?? "2GB")}`);
  const temporary = options.temporaryFolder ?? join(corpusFolder, ".duckdb");
  await sql(`SET temp_directory = ${quoted(temporary)}`);
  for (const table of ["pages", "links"]) {
    await sql(
      `CREATE VIEW ${table} AS SELECT * FROM read_parquet(${quoted(join(corpusFolder, table, "*.parquet"))})`,
    );
  }
  await sql(`CREATE TABLE redirects AS
    SELECT title, arg_min(target, (filename, file_row_number)) AS target
    FROM read_parquet(${quoted(join(corpusFolder, "redirects", "*.parquet"))}, filename = true, file_row_number = true)
    GROUP BY title`);
  // Each round doubles the length of the chains that are resolved: 2^6 steps.
  for (let round = 0; round < 6; round++) {
    await sql(
      `UPDATE redirects SET target = next.target FROM redirects AS next WHERE redirects.target = next.title`,
    );
  }
  await sql(`DELETE FROM redirects WHERE target IN (SELECT title FROM redirects)`);
  return {
    connection,
    sql,
    async *rows<Row>(text: string) {
      const result = await connection.stream(text);
      for await (const rows of result.yieldRowObjectJs()) yield* rows as Row[];
    },
    close() {
      connection.closeSync();
      instance.closeSync();
      if (options.temporaryFolder === undefined) rmSync(temporary, { recursive: true, force: true });
    },
  };
}

/** Runs one statement. */
export type Sql = (text: string) => Promise<void>;

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
