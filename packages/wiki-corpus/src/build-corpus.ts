import { resolve } from "node:path";
import { type CorpusJobOptions, planCorpusJob } from "./corpus-job.ts";
import type { CorpusMetadata } from "./corpus-metadata.ts";
import { corpusTasks } from "./corpus-tasks.ts";
import { buildInterrupted, cannotDivide } from "./errors.ts";
import { type FinishCorpusOptions, finishCorpus } from "./finish-corpus.ts";
import { openBuilding } from "./open-building.ts";
import { PartBuilders } from "./part-builders.ts";
import { addCounts, emptyCounts, type PartCounts } from "./part-counts.ts";
import { type PartReport, readReport } from "./part-report.ts";

export interface BuildPartsOptions extends CorpusJobOptions {
  /** Threads that read and parse, default 2; 0 is this thread, without a budget for pages. The files are the same for any number. */
  readonly workers?: number;
  /** Build only the parts whose number leaves `index` divided by `count`: one of several processes. */
  readonly shard?: { readonly index: number; readonly count: number };
  /** Called after every part. */
  readonly onProgress?: (progress: CorpusProgress) => void;
  readonly signal?: AbortSignal;
}

export interface BuildCorpusOptions extends Omit<BuildPartsOptions, "shard">, FinishCorpusOptions {}

/** The sums of the parts that are there, and how far the work is. */
export interface CorpusProgress extends PartCounts {
  readonly parts: number;
  /** All parts of this process; unknown while a stream is read. */
  readonly allParts?: number;
  /** Parts that an interrupted run had left. */
  readonly reusedParts: number;
}

/**
 * Reads dumps (.xml, .xml.bz2, .xml.gz, .xml.zst, "-" for standard input) into a folder of Parquet tables; see corpus-tables.ts for their columns.
 * What an interrupted run of the same job left is not done again.
 *
 * A dump that is cut off or damaged ends in an error, but everything that can be read is written, and marked
 * `complete: false`.
 *
 * @throws LukeError COR001–COR003 of the dumps, COR019 where none has an article, COR005 where the folder holds something else, COR006 where workers die,
 * COR008 where the disk is full, COR017 where the signal is aborted: parts that are begun are finished
 */
export async function buildCorpus(
  dumps: string | readonly string[],
  folder: string,
  options: BuildCorpusOptions = {},
): Promise<CorpusMetadata> {
  await buildParts(typeof dumps === "string" ? [dumps] : dumps, folder, options);
  return await finishCorpus(folder, options);
}

/**
 * Writes the parts of a corpus, or a shard of them, and leaves it open: {@link finishCorpus} closes it when all are there.
 *
 * @throws LukeError as {@link buildCorpus}; COR011 where a dump of a shard cannot be divided
 */
export async function buildParts(
  dumps: readonly string[],
  folder: string,
  options: BuildPartsOptions = {},
): Promise<CorpusProgress> {
  const { shard = { index: 0, count: 1 }, onProgress, signal } = options;
  const job = await planCorpusJob(dumps, options);
  const stream = job.dumps.find((dump) => dump.parts === undefined);
  if (stream !== undefined && shard.count > 1) throw cannotDivide(stream.path);
  const complete = await openBuilding(folder, job, shard.count === 1);
  const mine = (part: number) => part % shard.count === shard.index;
  const numParts = job.dumps.reduce((sum, dump) => sum + (dump.parts ?? Number.NaN), 0);
  const allParts = Number.isNaN(numParts)
    ? undefined
    : Array.from({ length: numParts }, (_, part) => part).filter(mine).length;

  const counts = emptyCounts();
  let parts = 0;
  let reusedParts = 0;
  const progress = () => ({ ...counts, parts, reusedParts, ...(allParts === undefined ? {} : { allParts }) });
  const keep = (report: PartReport) => {
    addCounts(counts, report.counts);
    parts++;
    onProgress?.(progress());
  };

  const builders = new PartBuilders(options.workers ?? 2, job, resolve(folder));
  const running = new Set<Promise<void>>();
  let failure: unknown;
  try {
    for await (const task of corpusTasks(job, options)) {
      if (!mine(task.part)) continue;
      if (complete.has(task.part)) {
        reusedParts++;
        keep(await readReport(folder, task.part));
        continue;
      }
      const { built } = await builders.begin(task);
      const done = built
        .then(keep)
        .catch((error: unknown) => {
          failure ??= error;
        })
        .finally(() => running.delete(done));
      running.add(done);
      if (failure !== undefined) break;
      if (signal?.aborted === true) throw buildInterrupted(folder);
    }
    await Promise.all(running);
    if (failure !== undefined) throw failure;
  } finally {
    await Promise.allSettled(running);
    await builders.close();
  }
  return progress();
}
