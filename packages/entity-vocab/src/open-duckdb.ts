import { rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBAppender } from "@duckdb/node-api";
import { type CountStep, redirectSteps } from "./count-sql.ts";
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
  /** Adds rows to a table, while the rows of another are read. */
  append(table: string): Promise<DuckDBAppender>;
  readonly sql: Sql;
  /** Makes the tables of these steps. */
  run(steps: readonly CountStep[]): Promise<void>;
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
  const second = await instance.connect();
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
  await sql(`CREATE VIEW redirect_rows AS SELECT title, target, filename AS part, file_row_number AS row FROM
    read_parquet(${quoted(join(corpusFolder, "redirects", "*.parquet"))}, filename = true, file_row_number = true)`);
  const run = async (steps: readonly CountStep[]) => {
    for (const { table, select } of steps) await sql(`CREATE TABLE ${table} AS ${select}`);
  };
  const redirects = redirectSteps();
  await run(redirects);
  for (const { table } of redirects.slice(0, -1)) await sql(`DROP TABLE ${table}`);
  return {
    append: (table) => second.createAppender(table),
    sql,
    run,
    async *rows<Row>(text: string) {
      const result = await connection.stream(text);
      for await (const rows of result.yieldRowObjectJs()) yield* rows as Row[];
    },
    close() {
      connection.closeSync();
      second.closeSync();
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
