/**
 * Claim: pretraining reads at least 1.5 × the words a second of the same recipe in PyTorch with transformers'
 * LukeForMaskedLM, at base size with 50,000 entities and dropout 0.1, in float32 and in bfloat16.
 *
 * Method: examples of at most 512 tokens packed from pages of a sample of the English Wikipedia (or of the bundled
 * encyclopedia); an update has `BATCH=8` of them, at even quantiles of all lengths. It is masked anew in each round, here
 * and for both sides. PyTorch takes the examples in the order of the run, four at a time, each padded to the longest;
 * with `SAME=1` also in the micro-batches that ours takes, which have like lengths together. Ours is the training loop
 * itself with all that an update does; PyTorch's AdamW is the fused one. transformers computes logits at every position,
 * ours where something is masked. Both processes on all processors in turn, with the same settings of malloc; the first
 * round is not measured. Words are real ones. Minima of time and of processor seconds over `ROUNDS=2` rounds;
 * `PRECISION=float32`. Needs `node benchmarks/python/set-up.mjs` once.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { useBackend } from "@lukejs/backend";
import { type Precision, Random, setLinearPrecision } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, type LukeModel, lukeBase } from "@lukejs/model";
import { writeSafetensors } from "@lukejs/model/node";
import {
  createMasking,
  createPretrainingTask,
  cutMicroBatches,
  maskMicroBatch,
  PretrainingExamples,
  pageExamples,
} from "@lukejs/tasks";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import { ExampleOrder, type MetricsRecord, train } from "@lukejs/training";
import { splitSentences } from "@lukejs/wiki-corpus";
import { withMallocSettings } from "./kernels/torch-peer.ts";
import { pretrainingArguments } from "./pretraining-arguments.ts";
import { pretrainingPages } from "./pretraining-pages.ts";
import { reportBenchmark } from "./report-benchmark.ts";
import { writeTokenizerFiles } from "./tokenizer-files.ts";
import { naturalTexts } from "./tokenizer-texts.ts";

withMallocSettings(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const python = process.env["LUKE_PYTHON"] ?? join(here, "..", ".tools", "python", "bin", "python");
if (!existsSync(python)) throw new Error("PyTorch is missing; run node benchmarks/python/set-up.mjs");
const precision = (process.env["PRECISION"] ?? "float32") as Precision;
const [batchSize, rounds] = [Number(process.env["BATCH"] ?? 8), Number(process.env["ROUNDS"] ?? 2)];
const [seed, maxTokens] = [5, 4096];
const { description } = await useBackend("native");
setLinearPrecision(precision);

const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
await writeTokenizerFiles(folder, await naturalTexts());
const tokenizer = await loadTokenizer(folder);
const entityVocabSize = 50_000;
const titles = new Map<string, number>();
const idOf = (title: string): number => {
  const known = titles.get(title) ?? 3 + (titles.size % (entityVocabSize - 3));
  titles.set(title, known);
  return known;
};
const entities = { unkId: 1, maskId: 2, idOf };
const all = (await pretrainingPages(200)).flatMap(
  (page) => pageExamples(page, tokenizer, entities, { splitSentences }).train,
);
all.sort((a, b) => a.wordIds.length - b.wordIds.length);
const examples = new PretrainingExamples();
for (let i = 0; i < batchSize; i++) examples.append(all[Math.floor(((i + 0.5) / batchSize) * all.length)]!);

const config = { ...lukeBase, entityVocabSize, useEntityAwareAttention: false };
const masking = createMasking(tokenizer, entities);
const order = new ExampleOrder(examples.size, seed);
const visitsOf = (update: number) => order.visits(0, update * batchSize, batchSize);
const mask = (visits: ReturnType<typeof visitsOf>) =>
  maskMicroBatch(examples, visits, { seed, masking, padWordId: config.padWordId });
const updates = Array.from({ length: rounds + 1 }, (_, update) =>
  cutMicroBatches(examples, visitsOf(update), { maxTokens, masking, share: { rank: 0, size: 1 } }).map(mask),
);
const given = 4;
const withSame = process.env["SAME"] === "1";
const inputs = join(folder, "inputs.safetensors");
await writeSafetensors(
  inputs,
  new Map([
    ...updates.flatMap((batches, update) =>
      batches.flatMap((batch, i) => pretrainingArguments(`${update}.${i}`, batch)),
    ),
    ...updates.flatMap((_, update) =>
      Array.from({ length: Math.ceil(batchSize / given) }, (_, i) =>
        mask(visitsOf(update).slice(i * given, (i + 1) * given)),
      ).flatMap((batch, i) => pretrainingArguments(`given ${update}.${i}`, batch)),
    ),
  ]),
);
const wordsOf = updates.map((batches) =>
  batches.reduce((sum, { batch }) => sum + batch.wordMask.reduce((all, real) => all + real, 0), 0),
);
const paddedOf = updates.map((batches) =>
  batches.reduce((sum, { batch }) => sum + batch.size * batch.words, 0),
);

const settings = {
  threads: availableParallelism(),
  precision,
  config: {
    vocab_size: config.vocabSize,
    entity_vocab_size: entityVocabSize,
    max_position_embeddings: config.maxPositions,
    type_vocab_size: config.segmentVocabSize,
    layer_norm_eps: config.layerNormEpsilon,
    use_entity_aware_attention: false,
  },
};
const script = join(here, "python", "pretraining-words.py");
const child = spawn(python, [script, inputs, JSON.stringify(settings)], {
  stdio: ["pipe", "pipe", "inherit"],
});
const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
interface Answer {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly wordLoss: number;
  readonly entityLoss: number;
  readonly peak: number;
  readonly version: string;
}
async function torch(update: string): Promise<Answer> {
  child.stdin.write(`${JSON.stringify({ update })}\n`);
  const { value, done } = await lines.next();
  if (done) throw new Error("PyTorch ended; see above why");
  return JSON.parse(value) as Answer;
}

const random = new Random(1);
const model: LukeModel = {
  config,
  params: createLukeParams(config, random.fork(1), { pooler: false }),
  headParams: createHeadParams(config, "LukeForMaskedLM", random.fork(2)),
};
const task = createPretrainingTask(model, examples, { seed, masking, maxTokens });
const sides = { ours: [] as Answer[], same: [] as Answer[], given: [] as Answer[] };
const now = () => {
  const { user, system } = process.cpuUsage();
  return { seconds: performance.now() / 1000, processorSeconds: (user + system) / 1e6 };
};
let released = now();
await train(
  task,
  { seed, batchSize, stages: [{ name: "all", steps: rounds + 1, learningRate: 1e-5 }] },
  {
    runFolder: {
      open: async () => undefined,
      last: async () => undefined,
      // An update is done when it is logged; then the peer has its turn.
      async log(record: MetricsRecord) {
        const [done, update] = [now(), Number(record["step"]) - 1];
        sides.ours.push({
          seconds: done.seconds - released.seconds,
          processorSeconds: done.processorSeconds - released.processorSeconds,
          wordLoss: Number(record["wordLoss"]),
          entityLoss: Number(record["entityLoss"]),
          peak: process.resourceUsage().maxRSS * 1024,
          version: description,
        });
        if (withSame) sides.same.push(await torch(`${update}`));
        sides.given.push(await torch(`given ${update}`));
        console.error(
          `update ${update}: ${wordsOf[update]} words, ${Object.entries(sides).map(([side, found]) => `${side} ${found.at(-1)?.seconds.toFixed(1)} s`)}`,
        );
        released = now();
      },
      save: async () => {},
      close: async () => {},
    },
  },
);
child.stdin.end();
await rm(folder, { recursive: true });

/** The best of the measured updates: words a second by the clock, or by processor time. */
const best = (side: keyof typeof sides, by: "seconds" | "processorSeconds"): number =>
  Math.max(...sides[side].slice(1).map((answer, i) => wordsOf[i + 1]! / answer[by]));
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const figures: Record<string, number | string> = {
  backend: description,
  peer: sides.given[0]!.version,
  "examples an update": batchSize,
  "examples in all, words of them: median, mean": `${all.length}, ${all[all.length >> 1]!.wordIds.length}, ${Math.round(sum(all.map(({ wordIds }) => wordIds.length)) / all.length)}`,
  "micro-batches of an update": updates[0]!.length,
  "words an example, mean": sum(wordsOf) / (wordsOf.length * batchSize),
  "padded words of our micro-batches": sum(paddedOf) / sum(wordsOf),
  "words a second, ours": best("ours", "seconds"),
  "words a second, PyTorch": best("given", "seconds"),
  "times PyTorch": best("ours", "seconds") / best("given", "seconds"),
  "times PyTorch, of processor seconds": best("ours", "processorSeconds") / best("given", "processorSeconds"),
  ...(withSame && {
    "words a second, PyTorch, same micro-batches": best("same", "seconds"),
    "times PyTorch, same micro-batches": best("ours", "seconds") / best("same", "seconds"),
    "times PyTorch, same micro-batches, of processor seconds":
      best("ours", "processorSeconds") / best("same", "processorSeconds"),
  }),
  "first losses, ours": `${sides.ours[0]!.wordLoss.toFixed(2)} + ${sides.ours[0]!.entityLoss.toFixed(2)}`,
  "first losses, PyTorch": `${sides.given[0]!.wordLoss.toFixed(2)} + ${sides.given[0]!.entityLoss.toFixed(2)}`,
  "peak memory, GB, ours": sides.ours.at(-1)!.peak / 1e9,
  "peak memory, GB, PyTorch": sides.given.at(-1)!.peak / 1e9,
  "load of the machine at the end": loadavg()[0]!,
};
reportBenchmark(
  `pretraining-words-${precision}`,
  `pretraining at base size reads ≥ 1.5 × the words of transformers on PyTorch, ${precision}`,
  figures,
);
