import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CorpusJobOptions, planCorpusJob } from "./corpus-job.ts";
import { corpusTables } from "./corpus-tables.ts";
import { corpusTasks } from "./corpus-tasks.ts";
import { openBuilding } from "./open-building.ts";
import { PartBuilders } from "./part-builders.ts";
import { addCounts, emptyCounts } from "./part-counts.ts";

export interface PlanCorpusOptions extends CorpusJobOptions {
  /** How long parts are built to measure, about; default 10 seconds. */
  readonly seconds?: number;
  /** Workers that the corpus is to be built with; default 2. */
  readonly workers?: number;
}

/** What building a corpus will take on this machine. Bytes and seconds. */
export interface CorpusPlan {
  readonly dumpBytes: number;
  readonly xmlBytes: number;
  readonly pages: number;
  readonly paragraphs: number;
  readonly links: number;
  readonly seconds: number;
  readonly corpusBytes: number;
  /** Of the whole process, all workers included. */
  readonly memoryBytes: number;
  readonly parts: number;
  /** What one worker did, in bytes of XML a second. */
  readonly rate: number;
  /** The share of the dumps that was built to know this. */
  readonly measured: number;
}

/**
 * Builds some parts of the corpus, spread over the dumps, in a temporary folder, and reckons what the whole will take. Of a
 * dump that can only be read from its beginning, the beginning is measured, and XML is taken for four times its compressed size.
 *
 * @throws LukeError COR001–COR003 of the dumps
 */
export async function planCorpus(
  dumps: readonly string[],
  { seconds = 10, workers = 2, ...options }: PlanCorpusOptions = {},
): Promise<CorpusPlan> {
  const job = await planCorpusJob(dumps, options);
  const folder = await mkdtemp(join(tmpdir(), "lukejs-plan-"));
  const builders = new PartBuilders(1, job, folder);
  const idle = process.memoryUsage.rss();
  let memory = idle;
  const watch = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage.rss());
  }, 50);
  const counts = emptyCounts();
  /** XML and time of all parts but the first, whose worker has to warm up. */
  let warmBytes = 0;
  let warmSeconds = 0;
  let builtShare = 0;
  try {
    await openBuilding(folder, job, true);
    const shares = job.dumps.flatMap(({ parts, size, sliceBytes }) =>
      parts === undefined
        ? Array.from({ length: Math.max(1, Math.ceil((4 * size) / sliceBytes)) }, () => sliceBytes / 4)
        : Array.from({ length: parts }, (_, i) => Math.min(sliceBytes, size - i * sliceBytes)),
    );
    const total = shares.reduce((sum, share) => sum + share, 0);
    const wanted = new Set(spread(shares.length));
    const started = performance.now();
    const build = async (part: number, task: Parameters<PartBuilders["begin"]>[0]) => {
      const began = performance.now();
      const { counts: built } = await (await builders.begin(task)).built;
      addCounts(counts, built);
      builtShare += shares[part]! / total;
      if (builtShare > shares[part]! / total) {
        warmBytes += built.bytes;
        warmSeconds += (performance.now() - began) / 1000;
      }
    };
    const late = () => performance.now() - started > 1000 * seconds;
    if (job.dumps.every((dump) => dump.parts !== undefined)) {
      for (const part of wanted) {
        await build(part, { part });
        if (late()) break;
      }
    } else {
      for await (const task of corpusTasks(job, options)) {
        await build(task.part, task);
        if (late()) break;
      }
    }
    const elapsed = (performance.now() - started) / 1000;
    const rate = warmSeconds > 0 ? warmBytes / warmSeconds : counts.bytes / elapsed;
    const whole = (value: number) => Math.round(builtShare === 0 ? 0 : value / builtShare);
    return {
      dumpBytes: job.dumps.reduce((sum, { size }) => sum + size, 0),
      xmlBytes: whole(counts.bytes),
      pages: whole(counts.pages),
      paragraphs: whole(counts.paragraphs),
      links: whole(counts.links),
      seconds: rate === 0 ? 0 : whole(counts.bytes) / rate / Math.max(1, Math.min(workers, shares.length)),
      corpusBytes: whole(await sizeOfTables(folder)),
      memoryBytes: idle + workers * (memory - idle),
      parts: shares.length,
      rate,
      measured: Math.min(1, builtShare),
    };
  } finally {
    clearInterval(watch);
    await builders.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** 0, the middle, the quarters, the eighths… of a range. */
function* spread(length: number): Generator<number> {
  for (let parts = 1; parts < 2 * length; parts *= 2) {
    for (let i = 0; i < parts; i++) yield Math.floor((i * length) / parts);
  }
}

async function sizeOfTables(folder: string): Promise<number> {
  let size = 0;
  for (const table of corpusTables) {
    for (const name of await readdir(join(folder, table)))
      size += (await stat(join(folder, table, name))).size;
  }
  return size;
}
