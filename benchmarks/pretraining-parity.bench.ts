/**
 * Claim: from the same weights, on the same masked inputs, in float32 and without dropout, a hundred updates of
 * pretraining have the losses of PyTorch with transformers' LukeForMaskedLM to 1e-3. With dropout, where random numbers
 * differ, the mean held-out accuracies over three seeds are within 1.5 points of each other.
 *
 * Method: 2 layers of 128, all of a small vocabulary's tables; examples of a sample of the English Wikipedia or of the
 * bundled encyclopedia, 16 an update; AdamW with bias correction, warm-up 10, linear decay. Inputs are masked here, once
 * and for both sides; here an update is accumulated from several micro-batches, there it is one batch. SEEDS=0 leaves
 * the runs with dropout out. The Python is that of `node benchmarks/python/set-up.mjs`, or LUKE_PYTHON.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { useBackend } from "@lukejs/backend";
import { disposeParameters, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, type LukeModel, lukeBase } from "@lukejs/model";
import { openCheckpoint, saveCheckpoint, writeSafetensors } from "@lukejs/model/node";
import {
  createMasking,
  createPretrainingTask,
  maskMicroBatch,
  PretrainingExamples,
  pageExamples,
  pretrainingLogits,
} from "@lukejs/tasks";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { ExampleOrder, train } from "@lukejs/training";
import { splitSentences } from "@lukejs/wiki-corpus";
import * as tf from "@tensorflow/tfjs-core";
import { linkedParagraphs } from "./linked-paragraphs.ts";
import { pretrainingArguments } from "./pretraining-arguments.ts";
import { reportBenchmark } from "./report-benchmark.ts";

interface Peer {
  readonly losses: number[];
  readonly word_accuracy: number;
  readonly entity_accuracy: number;
  readonly seconds: number;
  readonly torch: string;
  readonly transformers: string;
}

const here = dirname(fileURLToPath(import.meta.url));
const python = process.env["LUKE_PYTHON"] ?? join(here, "..", ".tools", "python", "bin", "python");
const seeds = Number(process.env["SEEDS"] ?? 3);
const [steps, batchSize, seed] = [100, 16, 7];
const schedule = { learningRate: 2e-3, warmupSteps: 10, weightDecay: 0.01 };

const { description } = await useBackend();
const folder = await mkdtemp(join(tmpdir(), "luke-parity-"));

// Examples: one page a paragraph, so that none is long.
const paragraphs = await linkedParagraphs(1200);
const tokenizer = new RobertaTokenizer(
  await trainByteLevelBpe(
    paragraphs.map(({ text }) => text),
    { vocabSize: 2000 },
  ),
);
const titles = new Map<string, number>();
for (const { links } of paragraphs) {
  for (const { title } of links)
    if (!titles.has(title) && titles.size < 997) titles.set(title, titles.size + 3);
}
const entities = { unkId: 1, maskId: 2, idOf: (title: string) => titles.get(title) };
const [examples, heldOut] = [new PretrainingExamples(), new PretrainingExamples()];
for (const [i, paragraph] of paragraphs.entries()) {
  const page = { title: `${i}`, paragraphs: [paragraph] };
  const built = pageExamples(page, tokenizer, entities, { splitSentences, maxWords: 128 }).train;
  for (const example of built) (i % 10 === 0 ? heldOut : examples).append(example);
}

const config = {
  ...lukeBase,
  vocabSize: tokenizer.vocabSize,
  entityVocabSize: 1000,
  numLayers: 2,
  hiddenSize: 128,
  numHeads: 4,
  intermediateSize: 512,
  entityEmbeddingSize: 64,
  maxPositions: 130,
  useEntityAwareAttention: false,
};
const start = join(folder, "start");
const random = new Random(1);
const fresh: LukeModel = {
  config,
  params: createLukeParams(config, random.fork(1)),
  headParams: createHeadParams(config, "LukeForMaskedLM", random.fork(2)),
};
await saveCheckpoint(start, { ...fresh, architecture: "LukeForMaskedLM" });
disposeParameters({ ...fresh.params, ...fresh.headParams });

const masking = createMasking(tokenizer, entities);
const order = new ExampleOrder(examples.size, seed);
const whole = (visits: readonly { epoch: number; index: number }[], from: PretrainingExamples) =>
  maskMicroBatch(from, visits, { seed, masking, padWordId: 1 });
const held = Array.from({ length: Math.ceil(heldOut.size / batchSize) }, (_, i) =>
  whole(
    Array.from({ length: Math.min(batchSize, heldOut.size - i * batchSize) }, (_, j) => ({
      epoch: 0,
      index: i * batchSize + j,
    })),
    heldOut,
  ),
);
const inputs = join(folder, "inputs.safetensors");
await writeSafetensors(
  inputs,
  new Map([
    ...Array.from({ length: steps }, (_, step) =>
      pretrainingArguments(`${step}`, whole(order.visits(0, step * batchSize, batchSize), examples)),
    ).flat(),
    ...held.flatMap((batch, i) => pretrainingArguments(`held-${i}`, batch)),
  ]),
);

/** Shares of the masked words and entities of the held-out batches that get the highest score. */
async function accuracies(model: LukeModel): Promise<{ word: number; entity: number }> {
  const share = async (kind: "words" | "entities") => {
    let [hits, count] = [0, 0];
    for (const batch of held) {
      const found = tf.tidy(() => {
        const part = pretrainingLogits(model, batch)[kind];
        return (
          part &&
          tf.sum(tf.cast(tf.equal(tf.cast(tf.argMax(part.logits, 1), "int32"), part.labels), "float32"))
        );
      });
      if (found === undefined) continue;
      hits += (await found.data())[0]!;
      count += kind === "words" ? batch.wordLabels.length : batch.entityLabels.length;
      found.dispose();
    }
    return hits / count;
  };
  return { word: await share("words"), entity: await share("entities") };
}

async function ours(dropout: boolean, dropoutSeed: number) {
  const model = await openCheckpoint(start);
  const task = createPretrainingTask(model, examples, {
    seed,
    masking,
    dropout,
    dropoutSeed,
    maxTokens: 600,
  });
  const losses: number[] = [];
  await train(
    task,
    {
      seed,
      batchSize,
      stages: [
        { name: "all", steps, learningRate: schedule.learningRate, warmupSteps: schedule.warmupSteps },
      ],
      adamW: { biasCorrection: true, weightDecay: schedule.weightDecay },
    },
    { onProgress: ({ loss }) => losses.push(loss) },
  );
  const accuracy = await accuracies(model);
  disposeParameters({ ...model.params, ...model.headParams });
  return { losses, accuracy };
}
const theirs = (dropout: boolean, dropoutSeed: number): Peer =>
  JSON.parse(
    execFileSync(
      python,
      [
        join(here, "python", "pretraining-parity.py"),
        start,
        inputs,
        JSON.stringify({ ...schedule, steps, dropout, seed: dropoutSeed, heldOut: held.length, threads: 2 }),
      ],
      { encoding: "utf8", maxBuffer: 1 << 26 },
    ),
  ) as Peer;

const [one, other] = [await ours(false, 0), theirs(false, 0)];
const differences = one.losses.map((loss, i) => Math.abs(loss - other.losses[i]!));
const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const points: Record<string, number> = {};
if (seeds > 0) {
  const runs = [];
  for (let i = 1; i <= seeds; i++) runs.push([await ours(true, i), theirs(true, i)] as const);
  points["word accuracy with dropout, ours"] = mean(runs.map(([mine]) => mine.accuracy.word));
  points["word accuracy with dropout, PyTorch"] = mean(runs.map(([, peer]) => peer.word_accuracy));
  points["entity accuracy with dropout, ours"] = mean(runs.map(([mine]) => mine.accuracy.entity));
  points["entity accuracy with dropout, PyTorch"] = mean(runs.map(([, peer]) => peer.entity_accuracy));
  points["seeds"] = seeds;
}
await rm(folder, { recursive: true });
reportBenchmark("pretraining-parity", "100 updates of pretraining have PyTorch's losses to 1e-3", {
  backend: description,
  peer: `torch ${other.torch}, transformers ${other.transformers}`,
  examples: examples.size,
  "first loss": one.losses[0]!,
  "last loss, ours": one.losses.at(-1)!,
  "last loss, PyTorch": other.losses.at(-1)!,
  "largest difference of a loss": Math.max(...differences),
  "held-out word accuracy, ours": one.accuracy.word,
  "held-out word accuracy, PyTorch": other.word_accuracy,
  "held-out entity accuracy, ours": one.accuracy.entity,
  "held-out entity accuracy, PyTorch": other.entity_accuracy,
  ...points,
});
