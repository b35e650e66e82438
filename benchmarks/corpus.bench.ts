/**
 * Claim: a dump becomes a corpus at several megabytes of XML per second of CPU: decompression, workers, the reduction of
 * links and redirects, and Parquet included.
 *
 * Method: one build of eight copies of a dump, so that starting the workers weighs little: the bundled encyclopedia, then,
 * where it is beside the repository, a real sample of the English Wikipedia. CPU is that of the whole process with its
 * workers, so that a busy machine changes it little.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeEncyclopedia } from "@lukejs/encyclopedia/node";
import { buildCorpus } from "@lukejs/wiki-corpus/node";
import { reportBenchmark } from "./report-benchmark.ts";

const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
try {
  const { dump } = await writeEncyclopedia(folder, { seed: 1 });
  const here = dirname(fileURLToPath(import.meta.url));
  const real = join(here, "..", "..", "shared", "data", "wiki", "enwiki-real.xml.bz2");
  const figures: Record<string, number | string> = {};
  for (const [name, path] of Object.entries({ bundled: dump, "enwiki sample": real })) {
    if (!existsSync(path)) continue;
    const before = process.cpuUsage();
    const started = performance.now();
    const { counts } = await buildCorpus(new Array<string>(8).fill(path), join(folder, name), { workers: 2 });
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(before);
    figures[`${name}: XML, MB`] = counts.bytes / 1e6;
    figures[`${name}: bz2, MB`] = (8 * (await stat(path)).size) / 1e6;
    figures[`${name}: MB of XML per CPU-second`] = counts.bytes / (user + system); // both in millionths
    figures[`${name}: MB of XML per second, two workers`] = counts.bytes / 1e6 / seconds;
  }
  reportBenchmark("corpus", "a bz2 dump to a corpus of Parquet tables, two workers", figures);
} finally {
  await rm(folder, { recursive: true, force: true });
}
