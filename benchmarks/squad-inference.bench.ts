/**
 * Claim: we answer at least 1.5 × the questions a second (the aim is 2 ×) of transformers'
 * LukeForQuestionAnswering on PyTorch, float32, from the same features, with the same answers.
 *
 * Method: LUKE-base with random weights and a table of 10,000 entities; questions of XQuAD (SQuAD's dev set), every
 * capitalized name an entity by chance, windows of 512 words with a stride of 128; where XQuAD is not beside the
 * repository, those of the bundled encyclopedia. PyTorch takes batches of 8, in given order and sorted by length; the
 * faster counts. Both sides search the answers and take turns on all processors, with the same settings of malloc, once
 * each unmeasured; minima of time, and of processor seconds. `QUESTIONS=64` and `ROUNDS=3` take more than 24 and 2,
 * `LAYERS=1` makes a short trial. Needs `node benchmarks/python/set-up.mjs` once.
 */
import { existsSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { generateEncyclopedia } from "@lukejs/encyclopedia";
import { Random } from "@lukejs/kernels";
import { createLukeParams, type LukeModel, lukeBase } from "@lukejs/model";
import { type EntityMention, questionAnswering } from "@lukejs/tasks";
import { benchmarkTokenizer } from "./benchmark-tokenizer.ts";
import { withMallocSettings } from "./kernels/torch-peer.ts";
import { reportBenchmark } from "./report-benchmark.ts";
import { peerBatches, startTaskPeer } from "./task-peer.ts";
import { sharedFolder } from "./tokenizer-texts.ts";

withMallocSettings(import.meta.url);
const { description } = await useBackend("native");
const tokenizer = await benchmarkTokenizer();
const task = questionAnswering();
const published = join(sharedFolder, "data", "qa", "xquad.en.json");
const source = existsSync(published) ? "XQuAD" : "the bundled encyclopedia";
const text = existsSync(published)
  ? readFileSync(published, "utf8")
  : JSON.stringify(generateEncyclopedia({ seed: 1 }).datasets.squad.dev);
const all = task.read(text, source);
// Questions from the whole file, for passages differ in length.
const count = Math.min(all.length, Number(process.env["QUESTIONS"] ?? 24));
const questions = Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!);

const random = new Random(1);
const [entityVocabSize, special] = [10_000, 3];
const findMentions = (passage: string): EntityMention[] =>
  [...passage.matchAll(/\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)*/gu)].map(({ 0: name, index }) => ({
    start: index,
    end: index + name.length,
    entityId: special + random.fork(index, name.length).nextInt(entityVocabSize - special),
  }));
const { features, counts } = task.buildFeatures(questions, {
  tokenizer,
  maxWords: 512,
  labels: [],
  findMentions,
});
const config = {
  ...lukeBase,
  numLayers: Number(process.env["LAYERS"] ?? lukeBase.numLayers),
  vocabSize: tokenizer.vocabSize,
  entityVocabSize,
};
const model: LukeModel = {
  config,
  params: createLukeParams(config, random),
  headParams: task.createHead(config, random, []),
};

const peer = await startTaskPeer(task.architecture, model, [], features);
type Spent = readonly [seconds: number, processorSeconds: number];
let [answers, theirs]: [string[], string[]] = [[], []];
let version = "";
async function ours(): Promise<Spent> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  const predictions = await task.predict(model, questions, features, { labels: [] });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  answers = predictions.map(({ nBest }, i) => `${i},${nBest[0]?.start},${nBest[0]?.end}`);
  return [seconds, (user + system) / 1e6];
}
async function reference(order: "given" | "sorted"): Promise<Spent> {
  const answer = await peer.run(peerBatches(features, 8, order));
  theirs = answer.predictions.map((prediction) => prediction.join(","));
  version = answer.version;
  return [answer.seconds, answer.processorSeconds];
}

const sides = { ours, given: () => reference("given"), sorted: () => reference("sorted") };
const least = { ours: [1e9, 1e9], given: [1e9, 1e9], sorted: [1e9, 1e9] };
for (let round = -1; round < Number(process.env["ROUNDS"] ?? 2); round++) {
  for (const name of Object.keys(sides) as (keyof typeof sides)[]) {
    const [seconds, processorSeconds] = await sides[name]();
    if (round < 0) continue;
    least[name] = [Math.min(least[name][0]!, seconds), Math.min(least[name][1]!, processorSeconds)];
  }
}
await peer.close();
const same = new Set(theirs);
const figures: Record<string, number | string> = {
  backend: description,
  peer: version,
  "questions of": source,
  "questions, windows, entities a window": `${count}, ${features.length}, ${(counts["entities"]! / features.length).toFixed(1)}`,
  "share of answers that the reference gives too":
    answers.filter((answer) => same.has(answer)).length / count,
  "questions a second": count / least.ours[0]!,
};
for (const order of ["given", "sorted"] as const) {
  figures[`times PyTorch, ${order} order`] = least[order][0]! / least.ours[0]!;
  figures[`times PyTorch, ${order} order, of processor seconds`] = least[order][1]! / least.ours[1]!;
}
figures["load of the machine at the end"] = loadavg()[0]!;
reportBenchmark(
  "squad-inference",
  "questions about passages against transformers on PyTorch, float32",
  figures,
);
