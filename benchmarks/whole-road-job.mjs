/** Our side of whole-road.bench.ts, with the packages as they are built: prints what each step of the road cost as JSON. */
import { join } from "node:path";
import { buildEntityVocab, buildMentionTable, writeEntityVocab } from "@lukejs/entity-vocab/node";
import { buildCorpus } from "@lukejs/wiki-corpus/node";

const [dump = "", out = "", threads] = process.argv.slice(2);
const workers = Number(threads);
/** @type {Record<string, { cpu: number, wall: number }>} */
const costs = {};

async function measured(step, work) {
  const before = process.cpuUsage();
  const started = performance.now();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  costs[step] = { cpu: (user + system) / 1e6, wall: (performance.now() - started) / 1000 };
  return result;
}

const corpus = join(out, "corpus");
const { counts } = await measured("corpus", () => buildCorpus(dump, corpus, { workers }));
await measured("vocabulary", async () =>
  writeEntityVocab(
    await buildEntityVocab(corpus, { minCount: 5, keepAbsentTargets: true, threads: workers }),
    join(out, "entities.jsonl"),
  ),
);
const { names } = await measured("mention table", () =>
  buildMentionTable(corpus, join(out, "mentions"), { keepAbsentTargets: true, threads: workers }),
);
console.log(JSON.stringify({ costs, pages: counts.pages, names }));
