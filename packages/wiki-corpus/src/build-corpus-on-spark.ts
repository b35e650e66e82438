import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type CorpusJobOptions, planCorpusJob } from "./corpus-job.ts";
import type { CorpusMetadata } from "./corpus-metadata.ts";
import { buildInterrupted, cannotDivide } from "./errors.ts";
import { type FinishCorpusOptions, finishCorpus } from "./finish-corpus.ts";
import { openBuilding } from "./open-building.ts";
import { buildingFolder, completeParts } from "./part-report.ts";
import { type SparkOptions, sparkSqlRunner } from "./spark-sql-runner.ts";
import { workerCommand } from "./worker-command.ts";

export interface BuildCorpusOnSparkOptions extends CorpusJobOptions, FinishCorpusOptions, SparkOptions {
  /** Called every second or so. */
  readonly onProgress?: (progress: { readonly parts: number; readonly allParts: number }) => void;
}

/**
 * Builds a corpus on a Spark cluster: writes a job in SQL (`building/job.sql`) whose script transform is part-worker.ts, and
 * runs it with spark-sql, which hands out the parts and repeats those of machines that fail. The corpus is the same to the
 * byte as that of {@link buildCorpus}. The dumps and the folder have to be on a file system that all machines see at the
 * same path, and Node too.
 *
 * @throws LukeError as buildCorpus; COR011 where a dump cannot be divided, COR014 where there is no Spark, COR015 where
 * the job fails
 */
export async function buildCorpusOnSpark(
  dumps: readonly string[],
  folder: string,
  options: BuildCorpusOnSparkOptions,
): Promise<CorpusMetadata> {
  const runSql = await sparkSqlRunner(options);
  const job = await planCorpusJob(dumps, options);
  const stream = job.dumps.find((dump) => dump.parts === undefined);
  if (stream !== undefined) throw cannotDivide(stream.path);
  const complete = await openBuilding(folder, job, true);
  const allParts = job.dumps.reduce((sum, { parts }) => sum + parts!, 0);
  const missing = Array.from({ length: allParts }, (_, part) => part).filter((part) => !complete.has(part));
  const building = resolve(folder, buildingFolder);
  if (missing.length > 0) {
    await writeFile(join(building, "parts.txt"), missing.join("\n"));
    await writeFile(join(building, "job.sql"), jobSql(resolve(folder), building, missing.length));
    const watch = setInterval(async () => {
      const { size: parts } = await completeParts(folder).catch(() => complete);
      options.onProgress?.({ parts, allParts });
    }, 1000);
    try {
      await runSql(join(building, "job.sql"));
    } catch (error) {
      throw options.signal?.aborted === true ? buildInterrupted(folder) : error;
    } finally {
      clearInterval(watch);
    }
  }
  options.onProgress?.({ parts: allParts, allParts });
  return await finishCorpus(folder, options);
}

/** A task a part, so that a machine that is lost costs no more than what it was doing. */
function jobSql(folder: string, building: string, parts: number): string {
  const command = [...workerCommand(), folder].map(quoteForShell).join(" ");
  const delimited = "ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\u0001'";
  return `-- Parts of a corpus, one number a line, to the worker program and its reports, one line of JSON each.
CREATE TEMPORARY VIEW parts USING text OPTIONS (path ${quoteForSql(join(building, "parts.txt"))});
CREATE TEMPORARY VIEW reports AS
  SELECT TRANSFORM(value) ${delimited}
    USING ${quoteForSql(command)} AS (report STRING) ${delimited}
  FROM (SELECT /*+ REPARTITION(${Math.min(parts, 4096)}) */ value FROM parts);
INSERT OVERWRITE DIRECTORY ${quoteForSql(join(building, "reports"))} USING text SELECT report FROM reports;
`;
}

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function quoteForSql(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
