import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { CountStep } from "./count-sql.ts";

/** Runs a file of SQL on a Spark cluster, to its end; wiki-corpus makes one: `sparkSqlRunner`. */
export type RunSparkSql = (file: string) => Promise<void>;

/** Tables that Spark makes, each a folder of Parquet files that all machines see, and so does DuckDB afterwards. */
export class SparkTables {
  readonly folder: string;
  readonly #corpus: string;
  readonly #runSql: RunSparkSql;
  readonly #made: string[] = [];
  #queue: CountStep[] = [];
  #jobs = 0;

  constructor(corpusFolder: string, folder: string, runSql: RunSparkSql) {
    this.#corpus = resolve(corpusFolder);
    this.folder = resolve(folder);
    this.#runSql = runSql;
  }

  /** Puts off what is to be made, so that it is one job. */
  add(steps: readonly CountStep[]): void {
    this.#queue.push(...steps);
  }

  /** Runs what was put off; the tables that are there now and were not before. */
  async make(): Promise<readonly string[]> {
    const steps = this.#queue;
    if (steps.length === 0) return [];
    this.#queue = [];
    if (this.#jobs === 0) await this.remove(); // what a killed process left
    await mkdir(this.folder, { recursive: true });
    const file = join(this.folder, `job-${this.#jobs++}.sql`);
    const statements = [
      ...["pages", "links"].map(
        (name) => `CREATE TEMPORARY VIEW ${name} AS SELECT * FROM ${parquet(join(this.#corpus, name))}`,
      ),
      `CREATE TEMPORARY VIEW redirect_rows AS SELECT title, target, _metadata.file_name AS part, _metadata.row_index AS row
FROM ${parquet(join(this.#corpus, "redirects"))}`,
      ...this.#made.map(
        (name) => `CREATE TEMPORARY VIEW ${name} AS SELECT * FROM ${parquet(this.path(name))}`,
      ),
      ...steps.map(
        ({ table, select }) =>
          `CREATE TABLE ${table} USING parquet LOCATION ${sparkQuoted(this.path(table))} AS\n${select}`,
      ),
    ];
    await writeFile(file, `${statements.join(";\n")};\n`);
    await this.#runSql(file);
    const names = steps.map(({ table }) => table);
    this.#made.push(...names);
    return names;
  }

  path(table: string): string {
    return join(this.folder, table);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A text in Spark's SQL. */
export function sparkQuoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function parquet(folder: string): string {
  return `parquet.\`${folder.replaceAll("`", "``")}\``;
}
