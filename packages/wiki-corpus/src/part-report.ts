/** While a corpus is being built: `building/job.json` and a report for each part that is complete. */
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import type { BuiltPart } from "./build-part.ts";
import { type CorpusTable, corpusTables, partFile } from "./corpus-tables.ts";
import { cannotWrite } from "./errors.ts";
import type { PartCounts } from "./part-counts.ts";
import type { SiteInfo } from "./site-info.ts";

/** What a worker says of a part it has written. */
export interface PartReport {
  readonly part: number;
  readonly counts: PartCounts;
  readonly droppedTemplates: Readonly<Record<string, number>>;
  readonly failed: readonly string[];
  readonly damage: readonly string[];
  /** Of parts of a stream, whose head nobody has read before. */
  readonly site?: SiteInfo;
}

export const buildingFolder = "building";

/**
 * Writes a part's tables, then its report: a part that has a report is whole, whenever the power goes off. Several
 * workers may write the same part; they write the same bytes.
 *
 * @throws LukeError COR008 where the disk is full or read-only
 */
export async function writePart(
  folder: string,
  part: number,
  built: BuiltPart,
  site?: SiteInfo,
): Promise<PartReport> {
  const { counts, failed, damage } = built;
  const droppedTemplates = Object.fromEntries(
    [...built.droppedTemplates].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const report = { part, counts, droppedTemplates, failed, damage, ...(site === undefined ? {} : { site }) };
  for (const table of corpusTables) await writeWhole(join(folder, partFile(table, part)), built.files[table]);
  await writeWhole(reportFile(folder, part), JSON.stringify(report));
  return report;
}

/** The parts that are complete. */
export async function completeParts(folder: string): Promise<Set<number>> {
  const complete = new Set<number>();
  const files = new Map<CorpusTable, Set<string>>();
  for (const table of corpusTables) {
    const names = await readdir(join(folder, table));
    files.set(table, new Set(names.map((name) => `${table}/${name}`)));
  }
  for (const name of await readdir(join(folder, buildingFolder))) {
    const match = /^part-(\d+)\.json$/.exec(name);
    if (match === null) continue;
    const part = Number(match[1]);
    if (corpusTables.every((table) => files.get(table)!.has(partFile(table, part)))) complete.add(part);
  }
  return complete;
}

export async function readReport(folder: string, part: number): Promise<PartReport> {
  return JSON.parse(await readFile(reportFile(folder, part), "utf8")) as PartReport;
}

/** Writes a file under another name and renames it. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${hostname()}-${process.pid}-${threadId}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cannotWrite(path, cause);
  }
}

function reportFile(folder: string, part: number): string {
  return join(folder, buildingFolder, `part-${String(part).padStart(5, "0")}.json`);
}
