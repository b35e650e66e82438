/**
 * The worker program of clusters: `node part-worker.js FOLDER [PART…]`.
 *
 * FOLDER holds a `building/job.json` (see corpus-job.ts); the numbers of the parts to build are arguments, or lines of
 * standard input. Each part is written to FOLDER, under another name first and renamed; then one line of JSON about it goes
 * to standard output: `{"part", "counts", "failed", "damage"}`. A part that is there is not built again. Any number of
 * workers may run anywhere at the same time, on the same parts too, and may be killed at any moment: what they write is the
 * same to the byte. Exit code 0: all parts given are there; 1: one is not, and standard error says why.
 *
 * FOLDER and the dumps have to have the same paths wherever a worker runs.
 */
import { createInterface } from "node:readline";
import { formatError } from "@lukejs/errors";
import { readJob } from "./finish-corpus.ts";
import { PartBuilders } from "./part-builders.ts";
import { completeParts, type PartReport, readReport } from "./part-report.ts";

const [folder, ...parts] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write("usage: part-worker FOLDER [PART…]\n");
  process.exit(2);
}
try {
  const job = await readJob(folder);
  const builders = new PartBuilders(1, job, folder);
  const lines = parts.length > 0 ? parts : createInterface({ input: process.stdin });
  for await (const line of lines) {
    if (line.trim() === "") continue;
    const part = Number(line);
    const complete = (await completeParts(folder)).has(part);
    print(complete ? await readReport(folder, part) : await (await builders.begin({ part })).built);
  }
  await builders.close();
} catch (error) {
  process.stderr.write(`${formatError(error, { stack: true })}\n`);
  process.exit(1);
}

function print({ part, counts, failed, damage }: PartReport): void {
  process.stdout.write(`${JSON.stringify({ part, counts, failed, damage })}\n`);
}
