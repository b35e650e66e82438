import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { CorpusJob } from "./corpus-job.ts";
import { corpusTables } from "./corpus-tables.ts";
import { folderInUse, otherCorpus } from "./errors.ts";
import { buildingFolder, completeParts } from "./part-report.ts";

/**
 * Makes a folder ready for a job and tells which of its parts are there: those that an interrupted run of the same job left.
 *
 * @param replace whether another corpus in the folder is removed; if not, several processes of one job may do this at the
 * same time
 * @throws LukeError COR005 where the folder holds something that is no part of a corpus, COR013 where it holds another corpus
 */
export async function openBuilding(folder: string, job: CorpusJob, replace: boolean): Promise<Set<number>> {
  await mkdir(folder, { recursive: true });
  const own = new Set<string>([...corpusTables, "corpus.json", buildingFolder, ".duckdb"]);
  const isOwn = (name: string) => own.has(name) || name.endsWith(".tmp");
  const wanted = JSON.stringify(job);
  const found = () => readFile(join(folder, buildingFolder, "job.json"), "utf8").catch(() => undefined);
  if ((await found()) !== wanted) {
    const names = await readdir(folder);
    const foreign = names.find((name) => !isOwn(name));
    if (foreign !== undefined) throw folderInUse(folder, foreign);
    if (replace) for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
    else if (names.some((name) => own.has(name)) && (await found()) !== wanted) throw otherCorpus(folder);
    await begin(folder, wanted);
    if ((await found()) !== wanted) throw otherCorpus(folder);
  }
  for (const table of corpusTables) await mkdir(join(folder, table), { recursive: true });
  await rm(join(folder, "corpus.json"), { force: true });
  return completeParts(folder);
}

/** The folder appears with the job in it, for the first of several processes that try. */
async function begin(folder: string, job: string): Promise<void> {
  const temporary = join(folder, `${buildingFolder}.${hostname()}-${process.pid}.tmp`);
  await mkdir(temporary, { recursive: true });
  await writeFile(join(temporary, "job.json"), job);
  try {
    await rename(temporary, join(folder, buildingFolder));
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
  }
}
