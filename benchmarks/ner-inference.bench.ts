/**
 * Claim: on documents, with all spans of up to 16 words, we find the names of more sentences a second (the aim is 1.5 ×) than
 * transformers' LukeForEntitySpanClassification on PyTorch, float32, from the same features, and the same names; where
 * sentences share a forward pass, of more than three times as many.
 *
 * Method: LUKE-base with random weights, which find names by chance; sentences of Wikigold's documents, drawn evenly over all
 * of it, with their documents as context (410 words and 100 spans a forward pass in the mean); where Wikigold is not beside the
 * repository, of paragraphs of Wikipedia. PyTorch takes batches of 8, in given order and sorted by length; the faster
 * counts. Both sides decode and take turns on all processors, with the same settings of malloc, after a batch that is not
 * measured; minima of time, and of processor seconds. `PASSES=12` and `ROUNDS=3` take more than 4 shared passes and 2 rounds,
 * `LAYERS=1` makes a short trial. Needs `node benchmarks/python/set-up.mjs` once.
 */
import { existsSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { Random } from "@lukejs/kernels";
import { createLukeParams, type LukeModel, lukeBase } from "@lukejs/model";
import {
  type NerDocument,
  type NerFeatures,
  namedEntityRecognition,
  readConll,
  splitWords,
} from "@lukejs/tasks";
import { splitSentences } from "@lukejs/wiki-corpus";
import { benchmarkTokenizer } from "./benchmark-tokenizer.ts";
import { withMallocSettings } from "./kernels/torch-peer.ts";
import { linkedParagraphs } from "./linked-paragraphs.ts";
import { reportBenchmark } from "./report-benchmark.ts";
import { peerBatches, startTaskPeer } from "./task-peer.ts";
import { sharedFolder } from "./tokenizer-texts.ts";

withMallocSettings(import.meta.url);
const { description } = await useBackend("native");
const tokenizer = await benchmarkTokenizer();
const labels = ["O", "LOC", "MISC", "ORG", "PER"];
const published = join(sharedFolder, "data", "ner", "wikigold.conll.txt");
const source = existsSync(published) ? "Wikigold" : "paragraphs of Wikipedia";
const documents = existsSync(published)
  ? readConll(readFileSync(published, "utf8"), source)
  : await documentsOf(400);

const context = { tokenizer, maxWords: 512, labels, preset: "paper" } as const;
const task = namedEntityRecognition();
const inShared = namedEntityRecognition({ sharedContext: true });
const sharedOfAll = inShared.buildFeatures(documents, context).features;
const passes = Number(process.env["PASSES"] ?? 4);
const shared = Array.from(
  { length: passes },
  (_, i) => sharedOfAll[Math.floor(((i + 0.5) * sharedOfAll.length) / passes)]!,
);
const sentencesOf = ({ example, spans }: NerFeatures): string[] => [
  ...new Set(spans.map(({ sentence }) => `${example} ${sentence}`)),
];
const chosen = new Set(shared.flatMap(sentencesOf));
const features = task
  .buildFeatures(documents, context)
  .features.filter((one) => chosen.has(sentencesOf(one)[0]!));
const sentences = chosen.size;
const candidates = features.reduce((sum, { spans }) => sum + spans.length, 0);
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

async function ours(alone: boolean, built: readonly NerFeatures[]): Promise<Spent> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  const predictions = await (alone ? task : inShared).predict(model, documents, built, { labels });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  if (alone) {
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
  ours: () => ours(true, features),
  shared: () => ours(false, shared),
  given: () => reference("given"),
  sorted: () => reference("sorted"),
};
const least = { ours: [1e9, 1e9], shared: [1e9, 1e9], given: [1e9, 1e9], sorted: [1e9, 1e9] };
await ours(true, features.slice(0, 8));
await peer.run(peerBatches(features.slice(0, 8), 8, "given"));
for (let round = 0; round < Number(process.env["ROUNDS"] ?? 2); round++) {
  for (const name of Object.keys(sides) as (keyof typeof sides)[]) {
    const [seconds, processorSeconds] = await sides[name]();
    least[name] = [Math.min(least[name][0]!, seconds), Math.min(least[name][1]!, processorSeconds)];
  }
}
await peer.close();
const best = [Math.min(least.given[0]!, least.sorted[0]!), Math.min(least.given[1]!, least.sorted[1]!)];
const same = new Set(theirs);
reportBenchmark("ner-inference", "names in documents, all spans, against transformers on PyTorch, float32", {
  backend: description,
  peer: version,
  "sentences of": source,
  "sentences, candidates, features": `${sentences}, ${candidates}, ${features.length}`,
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
