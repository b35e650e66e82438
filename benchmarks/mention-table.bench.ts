/**
 * Claim: vocabulary and mention table are counted out of a corpus faster than a dump becomes a corpus, and a name is looked
 * up in the table on disk in less than two microseconds.
 *
 * Method: a corpus of sixteen copies of a dump: the bundled encyclopedia, then, where it is beside the repository, a real
 * sample of the English Wikipedia; as every name occurs sixteen times, a dump of that size has more names and fewer
 * links to each. CPU is that of the whole process with its threads and DuckDB's, so that a busy machine changes it little;
 * text is counted in UTF-16 code units of paragraphs. Look-ups: all names of the table in random order, candidates
 * included, over and over, 200,000 and more a pass; the shortest of five passes.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeEncyclopedia } from "@lukejs/encyclopedia/node";
import {
  buildEntityVocab,
  buildMentionStore,
  buildMentionTable,
  openMentionStore,
  readMentionTable,
} from "@lukejs/entity-vocab/node";
import { Random } from "@lukejs/kernels";
import { buildCorpus } from "@lukejs/wiki-corpus/node";
import { reportBenchmark } from "./report-benchmark.ts";

const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
const figures: Record<string, number | string> = {};
try {
  const { dump } = await writeEncyclopedia(folder, { seed: 1 });
  const here = dirname(fileURLToPath(import.meta.url));
  const real = join(here, "..", "..", "shared", "data", "wiki", "enwiki-real.xml.bz2");
  for (const [name, path] of Object.entries({ bundled: dump, "enwiki sample": real })) {
    if (!existsSync(path)) continue;
    const corpus = join(folder, name, "corpus");
    const { counts } = await buildCorpus(new Array<string>(16).fill(path), corpus, { workers: 2 });
    const megabytes = counts.bytes / 1e6;
    figures[`${name}: MB of XML`] = megabytes;
    figures[`${name}: vocabulary, CPU-seconds`] = await cpuSeconds(() => buildEntityVocab(corpus));
    const mentions = join(folder, name, "mentions");
    let characters = 0;
    const seconds = await cpuSeconds(() =>
      buildMentionTable(corpus, mentions, {
        keepAbsentTargets: true,
        onProgress: (progress) => {
          characters = progress.characters;
        },
      }),
    );
    figures[`${name}: mention table, CPU-seconds`] = seconds;
    figures[`${name}: MB of XML per CPU-second`] = megabytes / seconds;
    figures[`${name}: MB of text per CPU-second`] = characters / 1e6 / seconds;
    Object.assign(figures, await lookUps(name, mentions));
  }
  reportBenchmark("mention-table", "vocabulary and mention table out of a corpus", figures);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function cpuSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function lookUps(name: string, mentions: string): Promise<Record<string, number>> {
  await buildMentionStore(mentions);
  const table = await readMentionTable(mentions);
  const names = [...new Set([...table.rows()].map((row) => row.name))];
  const order = new Random(1).permutation(names.length);
  const store = await openMentionStore(mentions);
  let found = 0;
  // As many look-ups a pass whatever the table's size, so that all code is compiled.
  const times = Math.ceil(200_000 / names.length);
  const pass = (source: Pick<typeof store, "candidates">) => {
    for (let time = 0; time < times; time++)
      for (const i of order) found += source.candidates(names[i]!).length;
  };
  let [onDisk, inMemory] = [Infinity, Infinity];
  for (let round = 0; round < 5; round++) {
    onDisk = Math.min(onDisk, await cpuSeconds(async () => pass(store)));
    inMemory = Math.min(inMemory, await cpuSeconds(async () => pass(table)));
  }
  await store.close();
  if (found === 0) throw new Error("nothing was looked up");
  return {
    [`${name}: names`]: names.length,
    [`${name}: candidates a name`]: found / (10 * times * names.length),
    [`${name}: thousand look-ups a second on disk`]: (names.length * times) / 1e3 / onDisk,
    [`${name}: thousand look-ups a second in memory`]: (names.length * times) / 1e3 / inMemory,
  };
}
