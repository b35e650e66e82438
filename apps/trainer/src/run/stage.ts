import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * A stage of a longer job: it leaves its output in a folder of its own and is skipped when nothing it depends on changed.
 *
 * What it depends on is its settings, the keys of the stages before it and the files it reads; together they make
 * its key, written to `stage.json` only after the work is done. A stage that was interrupted is run again: `run`
 * finds what the earlier try left and may continue from it.
 */
export interface Stage<Result> {
  readonly name: string;
  readonly folder: string;
  /** Everything that decides the output: settings, versions. Must be JSON. */
  readonly settings: unknown;
  /** Keys of earlier stages. */
  readonly after?: readonly string[];
  /** Files read from outside the job. */
  readonly files?: readonly string[];
  /** Does the work in `folder` and answers what later stages need (JSON). */
  readonly run: () => Promise<Result>;
}

export interface StageOutcome<Result> {
  readonly key: string;
  readonly result: Result;
  /** Whether the output of an earlier run was used. */
  readonly skipped: boolean;
  readonly seconds: number;
}

export async function runStage<Result>(stage: Stage<Result>): Promise<StageOutcome<Result>> {
  const fingerprints = await Promise.all((stage.files ?? []).map(fingerprintFile));
  const key = hash(JSON.stringify([stage.name, stage.settings, stage.after ?? [], fingerprints]));
  const record = join(stage.folder, "stage.json");
  const earlier = await readRecord<Result>(record);
  if (earlier?.key === key && earlier.finished) {
    return { key, result: earlier.result as Result, skipped: true, seconds: earlier.seconds };
  }
  // Another key's output is stale; the same key's is half a run that can go on.
  if (earlier !== undefined && earlier.key !== key) await rm(stage.folder, { recursive: true, force: true });
  await mkdir(stage.folder, { recursive: true });
  await writeRecord(record, { key, finished: false, seconds: 0 });
  const started = performance.now();
  const result = await stage.run();
  const seconds = (performance.now() - started) / 1000;
  await writeRecord(record, { key, finished: true, seconds, result });
  return { key, result, skipped: false, seconds };
}

interface StageRecord<Result> {
  readonly key: string;
  readonly finished: boolean;
  readonly seconds: number;
  readonly result?: Result;
}

async function readRecord<Result>(path: string): Promise<StageRecord<Result> | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as StageRecord<Result>;
  } catch {
    return undefined; // absent or cut short: the stage runs
  }
}

async function writeRecord<Result>(path: string, record: StageRecord<Result>): Promise<void> {
  await writeFile(`${path}.tmp`, `${JSON.stringify(record, null, 1)}\n`);
  await rename(`${path}.tmp`, path);
}

const sampleBytes = 1 << 20;

/** Size, first and last megabyte: enough to notice another file without reading a whole dump. */
async function fingerprintFile(path: string): Promise<string> {
  const { size } = await stat(path);
  const file = await open(path);
  try {
    const head = Buffer.alloc(Math.min(size, sampleBytes));
    await file.read(head, 0, head.length, 0);
    const tail = Buffer.alloc(Math.min(size, sampleBytes));
    await file.read(tail, 0, tail.length, size - tail.length);
    return hash(`${size}`, head, tail);
  } finally {
    await file.close();
  }
}

function hash(...parts: readonly (string | Uint8Array)[]): string {
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return digest.digest("hex").slice(0, 32);
}
