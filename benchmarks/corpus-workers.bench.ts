/**
 * Wanted: two workers build a corpus 1.8 times as fast as one.
 *
 * Method: the pages of a real sample, COPIES (64) times, each under titles of its own, as one bzip2 file, built by one
 * worker, by two, and, for what the machine itself gives, by two processes at once that have nothing in common: each builds a
 * corpus of its own with one worker. Two processors of a virtual machine may be two threads of one core; then those two
 * processes are not twice as fast as one either. Packages as they are built (npm run build), every run in a process of its
 * own, in turn; minima of ROUNDS (2).
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sampleDump, writeCopiedDump } from "./copied-dump.ts";
import { reportBenchmark } from "./report-benchmark.ts";

interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

const [copies, rounds] = [Number(process.env["COPIES"] ?? 64), Number(process.env["ROUNDS"] ?? 2)];
const job = fileURLToPath(new URL("./corpus-workers-job.mjs", import.meta.url));
const source = process.argv[2] ?? sampleDump;
const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
try {
  const { path: dump } = writeCopiedDump(source, copies, folder);
  let runs = 0;
  const build = async (workers: number): Promise<Cost> => {
    const out = join(folder, `corpus-${runs++}`);
    const child = spawn(process.execPath, [job, dump, out, String(workers)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.on("data", (data: Buffer) => (text += data.toString()));
    await new Promise((resolve) => child.on("close", resolve));
    await rm(out, { recursive: true, force: true });
    return JSON.parse(text) as Cost;
  };
  const [one, two, pair]: [Cost[], Cost[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    one.push(await build(1));
    two.push(await build(2));
    const both = await Promise.all([build(1), build(1)]);
    pair.push(Math.max(...both.map(({ wall }) => wall)));
  }
  const least = (costs: readonly Cost[], unit: keyof Cost) => Math.min(...costs.map((cost) => cost[unit]));
  const speedUp = least(one, "wall") / least(two, "wall");
  const machine = (2 * least(one, "wall")) / Math.min(...pair);
  reportBenchmark(
    "corpus-workers",
    "two workers build a corpus as much faster than one as the machine allows",
    {
      "one worker, s": least(one, "wall"),
      "one worker, CPU-seconds": least(one, "cpu"),
      "two workers, s": least(two, "wall"),
      "two workers, CPU-seconds": least(two, "cpu"),
      "two processes at once, s each": Math.min(...pair),
      "times one worker, two workers": speedUp,
      "times one, two processes apart": machine,
      "share of what the machine gives": speedUp / machine,
      "load of the machine": (loadavg()[0] ?? 0).toFixed(1),
    },
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
