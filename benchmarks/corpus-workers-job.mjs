/** One build of corpus-workers.bench.ts with the packages as they are built: prints its seconds and CPU-seconds as JSON. */
import { buildCorpus } from "@lukejs/wiki-corpus/node";

const [dump, out, workers] = process.argv.slice(2);
const before = process.cpuUsage();
const started = performance.now();
await buildCorpus(dump, out, { workers: Number(workers) });
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ wall: (performance.now() - started) / 1000, cpu: (user + system) / 1e6 }));
