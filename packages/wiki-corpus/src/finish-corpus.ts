import { readdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { CorpusJob } from "./corpus-job.ts";
import type { CorpusMetadata } from "./corpus-metadata.ts";
import { corpusTables, corpusVersion, partFile } from "./corpus-tables.ts";
import { dumpDamaged, noPages, nothingToFinish, partsMissing } from "./errors.ts";
import { parseSiteInfo } from "./parse-site-info.ts";
import { addCounts, emptyCounts } from "./part-counts.ts";
import { buildingFolder, completeParts, readReport, writeWhole } from "./part-report.ts";

export interface FinishCorpusOptions {
  /** Whether a dump that is cut off or damaged is no error. Default false. */
  readonly keepGoing?: boolean;
}

/**
 * Closes a corpus whose parts are all written, by whatever workers: `corpus.json` with the sums of their reports, and
 * nothing left but the tables.
 *
 * @throws LukeError COR002 where a dump was cut off or damaged and COR019 where no article was found (the corpus is closed
 *   all the same), COR009 where parts are
 * missing, COR010 where nothing is being built in the folder
 */
export async function finishCorpus(
  folder: string,
  options: FinishCorpusOptions = {},
): Promise<CorpusMetadata> {
  const job = await readJob(folder);
  const complete = await completeParts(folder);
  const parts = job.dumps.some((dump) => dump.parts === undefined)
    ? complete.size
    : job.dumps.reduce((sum, dump) => sum + dump.parts!, 0);
  const missing = Array.from({ length: parts }, (_, part) => part).filter((part) => !complete.has(part));
  if (missing.length > 0) throw partsMissing(folder, missing, parts);

  const counts = emptyCounts();
  const dropped = new Map<string, number>();
  const failed: string[] = [];
  const damage = new Set<string>();
  let site = job.dumps[0]?.site;
  for (let part = 0; part < parts; part++) {
    const report = await readReport(folder, part);
    site ??= report.site;
    addCounts(counts, report.counts);
    for (const [name, count] of Object.entries(report.droppedTemplates)) {
      dropped.set(name, (dropped.get(name) ?? 0) + count);
    }
    failed.push(...report.failed.slice(0, 100 - failed.length));
    for (const what of report.damage) damage.add(what);
  }
  const metadata: CorpusMetadata = {
    format: "lukejs-corpus",
    version: corpusVersion,
    site: site ?? parseSiteInfo(""),
    dumps: job.dumps.map(({ path }) => basename(path)),
    parts,
    complete: damage.size === 0,
    damage: [...damage],
    counts,
    droppedTemplates: mostFrequent(dropped, 200),
    failed,
  };
  await removeOtherFiles(folder, parts);
  await writeWhole(join(folder, "corpus.json"), `${JSON.stringify(metadata, null, 2)}\n`);
  await rm(join(folder, buildingFolder), { recursive: true, force: true });
  if (options.keepGoing === true) return metadata;
  if (!metadata.complete) throw dumpDamaged(folder, metadata.damage);
  if (counts.pages + counts.disambiguations === 0)
    throw noPages(folder, metadata.dumps, counts.redirects, counts.otherPages);
  return metadata;
}

/** The job that is being done in a folder. */
export async function readJob(folder: string): Promise<CorpusJob> {
  try {
    return JSON.parse(await readFile(join(folder, buildingFolder, "job.json"), "utf8")) as CorpusJob;
  } catch (cause) {
    throw nothingToFinish(folder, cause);
  }
}

/** What workers left that were killed while they wrote. */
async function removeOtherFiles(folder: string, parts: number): Promise<void> {
  for (const table of corpusTables) {
    const own = new Set(Array.from({ length: parts }, (_, part) => partFile(table, part)));
    for (const name of await readdir(join(folder, table))) {
      if (!own.has(`${table}/${name}`)) await rm(join(folder, table, name), { recursive: true });
    }
  }
}

function mostFrequent(counts: ReadonlyMap<string, number>, limit: number): Record<string, number> {
  const rows = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, limit);
  return Object.fromEntries(rows);
}
