import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBAppender } from "@duckdb/node-api";
import { type CountStep, redirectSteps } from "./count-sql.ts";
import { cannotCountLinks, noCorpus, noDuckDb } from "./errors.ts";
import { type RunSparkSql, SparkTables } from "./spark-tables.ts";

export interface DuckDbOptions {
  /** Default 2. */
  readonly threads?: number;
  /** Beyond it DuckDB spills to disk, e.g. "2GB" (the default). */
  readonly memoryLimit?: string;
  /** Where it spills to; default: beside the corpus. */
  readonly temporaryFolder?: string;
  /** Counts on a Spark cluster, whose machines see the corpus and `temporaryFolder` at the same path; default: here. */
  readonly spark?: RunSparkSql;
}

/** DuckDB over a corpus. */
export interface CorpusDatabase {
  /** Adds rows to a table, while the rows of another are read. */
  append(table: string): Promise<DuckDBAppender>;
  readonly sql: Sql;
  /** Where the tables of steps are made, if not in DuckDB. */
  readonly spark: SparkTables | undefined;
  /** Makes the tables of these steps. */
  run(steps: readonly CountStep[]): Promise<void>;
  /** The rows of a query as objects, read piece by piece; its big integers have to be cast in SQL. */
  rows<Row>(text: string): AsyncIterable<Row>;
  close(): Promise<void>;
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
  const temporary = options.temporaryFolder ?? join(corpusFolder, ".duckdb");
  const spark =
    options.spark === undefined
      ? undefined
      : new SparkTables(corpusFolder, join(temporary, "spark"), options.spark);
  const instance = await duckdb.DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const second = await instance.connect();
  const execute: Sql = async (text) => {
    await connection.run(text);
  };
  await execute(`SET threads = ${options.threads ?? 2}`);
  await execute(`SET memory_limit = ${quoted(options.memoryLimit ?? "2GB")}`);
  await execute(`SET temp_directory = ${quoted(temporary)}`);
  const view = (name: string, files: string) =>
    execute(`CREATE VIEW ${name} AS SELECT * FROM read_parquet(${quoted(join(files, "*.parquet"))})`);
  for (const table of ["pages", "links"]) await view(table, join(corpusFolder, table));
  await execute(`CREATE VIEW redirect_rows AS SELECT title, target, filename AS part, file_row_number AS row FROM
    read_parquet(${quoted(join(corpusFolder, "redirects", "*.parquet"))}, filename = true, file_row_number = true)`);
  /** What Spark was asked for has to be there before DuckDB reads it. */
  const fromSpark = async () => {
    for (const table of (await spark?.make()) ?? []) await view(table, spark!.path(table));
  };
  const run = async (steps: readonly CountStep[]) => {
    if (spark !== undefined) {
      spark.add(steps);
      return;
    }
    for (const { table, select } of steps) {
      await execute(`CREATE TABLE ${table} AS ${select}`).catch((cause: unknown) => {
        throw cannotCountLinks(corpusFolder, temporary, cause);
      });
    }
  };
  const redirects = redirectSteps();
  await run(redirects);
  if (spark === undefined)
    for (const { table } of redirects.slice(0, -1)) await execute(`DROP TABLE ${table}`);
  return {
    spark,
    async append(table) {
      await fromSpark();
      return await second.createAppender(table);
    },
    async sql(text) {
      await fromSpark();
      await execute(text);
    },
    run,
    async *rows<Row>(text: string) {
      await fromSpark();
      const result = await connection.stream(text);
      for await (const rows of result.yieldRowObjectJs()) yield* rows as Row[];
    },
    async close() {
      connection.closeSync();
      second.closeSync();
      instance.closeSync();
      await spark?.remove();
      if (options.temporaryFolder === undefined) await rm(temporary, { recursive: true, force: true });
    },
  };
}

/** Runs one statement. */
export type Sql = (text: string) => Promise<void>;

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
