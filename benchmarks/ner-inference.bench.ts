/**
 * Claim: on documents, with all spans of up to 16 words, we find the names of more sentences a second (the aim is 1.5 ×) than
 * transformers' LukeForEntitySpanClassification on PyTorch, float32, from the same features, and the same names; where
 * sentences share a forward pass, of more than twice as many (the aim is 3 ×).
 *
 * Method: LUKE-base with random weights, which find names by chance; documents of about
 * 200 words (the mean of CoNLL-2003's) from paragraphs of Wikipedia. PyTorch takes batches of 8, in given order and sorted
 * by length; the faster counts. Both sides decode and take turns on all processors, with the same settings of malloc, once
 * each unmeasured; minima of time, and of processor seconds. `DOCUMENTS=4` and `ROUNDS=3` take more than 1 and 2,
 * `LAYERS=1` makes a short trial. Needs
 * `node benchmarks/python/set-up.mjs` once.
 */
import { loadavg } from "node:os";
import { useBackend } from "@lukejs/backend";
import { Random } from "@lukejs/kernels";
import { createLukeParams, type LukeModel, lukeBase } from "@lukejs/model";
import { type NerDocument, type NerOptions, namedEntityRecognition, splitWords } from "@lukejs/tasks";
import { splitSentences } from "@lukejs/wiki-corpus";
import { benchmarkTokenizer } from "./benchmark-tokenizer.ts";
import { withMallocSettings } from "./kernels/torch-peer.ts";
import { linkedParagraphs } from "./linked-paragraphs.ts";
import { reportBenchmark } from "./report-benchmark.ts";
import { peerBatches, startTaskPeer } from "./task-peer.ts";

withMallocSettings(import.meta.url);
const { description } = await useBackend("native");
const tokenizer = await benchmarkTokenizer();
const labels = ["O", "LOC", "MISC", "ORG", "PER"];
const documents = (await documentsOf(200)).slice(0, Number(process.env["DOCUMENTS"] ?? 1));
const sentences = documents.reduce((sum, document) => sum + document.sentences.length, 0);

const task = namedEntityRecognition();
const context = { tokenizer, maxWords: 512, labels, preset: "paper" } as const;
const { features, counts } = task.buildFeatures(documents, context);
const config = {
  ...lukeBase,
  numLayers: Number(process.env["LAYERS"] ?? lukeBase.numLayers),
  vocabSize: tokenizer.vocabSize,
  entityVocabSize: 3,
};
const random = new Random(1);
const model: LukeModel = {
  config,
  params: createLukeParams(config, random),
  headParams: task.createHead(config, random, labels),
};

const peer = await startTaskPeer(task.architecture, model, labels, features);
type Spent = readonly [seconds: number, processorSeconds: number];
let [names, theirs]: [string[], string[]] = [[], []];
let version = "";

async function ours(options: NerOptions): Promise<Spent> {
  const own = namedEntityRecognition(options);
  const built = own.buildFeatures(documents, context).features;
  const [started, before] = [performance.now(), process.cpuUsage()];
  const predictions = await own.predict(model, documents, built, { labels });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  if (options.sharedContext !== true) {
    names = predictions.flatMap((document, i) =>
      document.sentences.flatMap((found, j) =>
        found.map(({ start, end, label }) => `${i},${j},${start},${end},${labels.indexOf(label)}`),
      ),
    );
  }
  return [seconds, (user + system) / 1e6];
}
async function reference(order: "given" | "sorted"): Promise<Spent> {
  const answer = await peer.run(peerBatches(features, 8, order));
  theirs = answer.predictions.map((name) => name.join(","));
  version = answer.version;
  return [answer.seconds, answer.processorSeconds];
}

const sides = {
  ours: () => ours({}),
  shared: () => ours({ sharedContext: true }),
  given: () => reference("given"),
  sorted: () => reference("sorted"),
};
const least = { ours: [1e9, 1e9], shared: [1e9, 1e9], given: [1e9, 1e9], sorted: [1e9, 1e9] };
for (let round = -1; round < Number(process.env["ROUNDS"] ?? 2); round++) {
  for (const name of Object.keys(sides) as (keyof typeof sides)[]) {
    const [seconds, processorSeconds] = await sides[name]();
    if (round < 0) continue;
    least[name] = [Math.min(least[name][0]!, seconds), Math.min(least[name][1]!, processorSeconds)];
  }
}
await peer.close();
const best = [Math.min(least.given[0]!, least.sorted[0]!), Math.min(least.given[1]!, least.sorted[1]!)];
const same = new Set(theirs);
reportBenchmark("ner-inference", "names in documents, all spans, against transformers on PyTorch, float32", {
  backend: description,
  peer: version,
  "documents, sentences, candidates, features": `${documents.length}, ${sentences}, ${counts["candidates"]}, ${features.length}`,
  "names found": names.length,
  "share of them that the reference finds too": names.filter((name) => same.has(name)).length / names.length,
  "sentences a second": sentences / least.ours[0]!,
  "times PyTorch, its faster order": best[0]! / least.ours[0]!,
  "times PyTorch, of processor seconds": best[1]! / least.ours[1]!,
  "shared context: times PyTorch": best[0]! / least.shared[0]!,
  "shared context: times PyTorch, of processor seconds": best[1]! / least.shared[1]!,
  "load of the machine at the end": loadavg()[0]!,
});

/** Documents of at least so many words, from paragraphs in a row. */
async function documentsOf(words: number): Promise<NerDocument[]> {
  const found: NerDocument[] = [];
  let sentences: NerDocument["sentences"][number][] = [];
  let size = 0;
  for (const { text } of await linkedParagraphs(200)) {
    for (const sentence of splitSentences(text)) {
      const part = text.slice(sentence.start, sentence.end);
      const tokens = splitWords(part).map(({ start, end }) => part.slice(start, end));
      sentences.push({ words: tokens, tags: tokens.map(() => "O"), spans: [] });
      size += tokens.length;
      if (size < words) continue;
      found.push({ sentences });
      [sentences, size] = [[], 0];
    }
  }
  return found;
}
