/** Loads the vocabulary named on the command line and prints what that took; run by vocab.bench.ts. */
import { readEntityVocab } from "@lukejs/entity-vocab/node";

const megabytes = (bytes: number): number => bytes / 2 ** 20;
globalThis.gc?.();
const before = process.memoryUsage.rss();
const started = performance.now();
const vocab = await readEntityVocab(process.argv[2]!);
const seconds = (performance.now() - started) / 1000;
const peak = process.resourceUsage().maxRSS / 1024 - megabytes(before);
globalThis.gc?.();
const kept = megabytes(process.memoryUsage.rss() - before);

const titles = Array.from({ length: 100_000 }, (_, i) => vocab.titleOf(3 + ((i * 7919) % (vocab.size - 3))));
let found = 0;
const from = performance.now();
for (let round = 0; round < 5; round++) for (const title of titles) if (vocab.has(title)) found++;
const lookups = found / ((performance.now() - from) / 1000);
console.log(JSON.stringify({ seconds, kept, peak, lookups }));
