/**
 * Claim: half a million entities load in less than a second and take less than 150 MB, from either format.
 *
 * Method: titles of the length and the letters of real ones, counts that fall; a fresh process for each load, so that the
 * memory is that of the load alone: the growth of the resident set from before the library is loaded to after, and the
 * peak within. The shortest of five loads.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EntityVocab } from "@lukejs/entity-vocab";
import { writeEntityVocab } from "@lukejs/entity-vocab/node";
import { Random } from "@lukejs/kernels";
import { reportBenchmark } from "./report-benchmark.ts";

const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
try {
  const random = new Random(1);
  const letters = "aaabcdeeeefghiiijklmnnoooprrssttuüéж";
  const word = (): string =>
    Array.from({ length: 3 + random.nextInt(8) }, () => letters[random.nextInt(letters.length)]).join("");
  const titles = new Set<string>();
  while (titles.size < 499_997) titles.add(Array.from({ length: 1 + random.nextInt(4) }, word).join(" "));
  const rows = [...titles].map((title, i) => ({ title, count: 500_000 - i }));
  const figures: Record<string, number> = {};
  for (const format of ["jsonl", "json"]) {
    const path = join(folder, `entities.${format}`);
    await writeEntityVocab(EntityVocab.of(rows), path);
    const runs = Array.from({ length: 5 }, () => load(path));
    figures[`${format}: seconds to load 500,000`] = Math.min(...runs.map(({ seconds }) => seconds));
    figures[`${format}: MB kept`] = Math.min(...runs.map(({ kept }) => kept));
    figures[`${format}: MB at the peak`] = Math.min(...runs.map(({ peak }) => peak));
    figures[`${format}: million look-ups a second`] = Math.max(...runs.map(({ lookups }) => lookups)) / 1e6;
  }
  reportBenchmark("vocab", "an entity vocabulary of 500,000 rows is loaded", figures);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function load(path: string): { seconds: number; kept: number; peak: number; lookups: number } {
  const script = fileURLToPath(new URL("vocab-load.ts", import.meta.url));
  const options = ["--conditions=@lukejs/source", "--expose-gc", "--import", "tsx", script, path];
  return JSON.parse(execFileSync(process.execPath, options, { encoding: "utf8" })) as ReturnType<typeof load>;
}
