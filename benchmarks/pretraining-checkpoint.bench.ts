/**
 * Claim: a checkpoint of a base model (12 layers, 768 hidden, 50,000 entities; parameters and both moments) holds
 * training up for less than 2 seconds: the numbers are copied, and written while training goes on.
 *
 * Method: a run of nine updates whose loss is the sum of all parameters' squares, so that an update is short and has
 * gradients everywhere, with a checkpoint after each third. What holds training up is the time from the end of an update
 * to the moment when its checkpoint is handed to the writer. Both seconds and seconds of CPU are given: the former grow
 * with whatever else the machine does. The least of three.
 */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import "@lukejs/kernels";
import { architectureOf, headParameterSpecs, lukeBase, lukeParameterSpecs } from "@lukejs/model";
import { readSafetensors, writeSafetensors } from "@lukejs/model/node";
import { type RunStore, train } from "@lukejs/training";
import { createRunFolder } from "@lukejs/training/node";
import * as tf from "@tensorflow/tfjs-core";
import { reportBenchmark } from "./report-benchmark.ts";

const { description } = await useBackend();
const config = { ...lukeBase, entityVocabSize: 50_000, useEntityAwareAttention: false };
const specs = new Map([
  ...lukeParameterSpecs(config),
  ...headParameterSpecs(config, architectureOf("LukeForMaskedLM"), 0),
]);
const params = Object.fromEntries(
  [...specs].map(([name, { shape }]) => [
    name.replaceAll(".", "_"),
    tf.tidy(() => tf.variable(tf.fill([...shape], 0.01))),
  ]),
);
const task = {
  params,
  size: 1000,
  microBatches: () => [0],
  loss: () =>
    Object.values(params)
      .map((values): tf.Scalar => tf.sum(tf.square(values)))
      .reduce((all, one) => tf.add(all, one)),
};

const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
const every = 3;
const store = createRunFolder(folder, {
  saveTensors: writeSafetensors,
  loadTensors: async (path) => (await readSafetensors(path)).tensors,
  keep: 1,
});
const now = () => {
  const { user, system } = process.cpuUsage();
  return { seconds: performance.now() / 1000, cpu: (user + system) / 1e6 };
};
let updated = now();
const heldUp: { seconds: number; cpu: number; write: number }[] = [];
let writing: Promise<void> = Promise.resolve();
const timed: RunStore = {
  ...store,
  async log(record) {
    // The checkpoint before is written by now in any real run: they are hundreds of updates apart.
    if (Number(record["step"]) % every === 0) await writing;
    await store.log(record);
  },
  save(checkpoint) {
    const begun = now();
    const entry = { seconds: begun.seconds - updated.seconds, cpu: begun.cpu - updated.cpu, write: 0 };
    heldUp.push(entry);
    writing = store.save(checkpoint).then(() => {
      entry.write = now().seconds - begun.seconds;
    });
    return writing;
  },
};
await train(
  task,
  {
    seed: 1,
    batchSize: 8,
    stages: [{ name: "all", steps: 3 * every, learningRate: 1e-6 }],
    checkpointEvery: every,
  },
  {
    runFolder: timed,
    onProgress: () => {
      updated = now();
    },
  },
);
const { size } = await stat(join(folder, "checkpoints", `step-${3 * every}`, "parameters.safetensors"));
await rm(folder, { recursive: true });
const least = (key: "seconds" | "cpu" | "write") => Math.min(...heldUp.map((entry) => entry[key]));
reportBenchmark(
  "pretraining-checkpoint",
  "a checkpoint of a base model holds training up for less than 2 s",
  {
    backend: description,
    "checkpoint, GB": (3 * size) / 1e9,
    "held up, s": least("seconds"),
    "held up, CPU-seconds": least("cpu"),
    "the write beside training, s": least("write"),
    "load of the machine": (loadavg()[0] ?? 0).toFixed(1),
  },
);
