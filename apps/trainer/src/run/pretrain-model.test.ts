import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EntityVocab } from "@lukejs/entity-vocab";
import { writeEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters } from "@lukejs/kernels";
import { openCheckpoint, readSafetensors, writeSafetensors } from "@lukejs/model/node";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import type { TrainProgress } from "@lukejs/training";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PretrainConfig, pretrainConfig } from "./pretrain-config.ts";
import { pretrainModel } from "./pretrain-model.ts";
import { writeToyPretraining } from "./toy-pretraining.ts";
import "@tensorflow/tfjs-backend-wasm";

let folder: string;
let base: Record<string, unknown>;
beforeAll(async () => {
  await tf.setBackend("wasm");
  folder = await mkdtemp(join(tmpdir(), "luke-pretrain-"));
  base = await writeToyPretraining(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const configOf = (name: string, changes: Record<string, unknown> = {}): PretrainConfig =>
  pretrainConfig.parse({ ...base, out: join(folder, name), ...changes });
async function run(name: string, changes: Record<string, unknown> = {}, resume = false) {
  const seen: TrainProgress[] = [];
  const onProgress = (progress: TrainProgress) => seen.push(progress);
  const outcome = await pretrainModel(configOf(name, changes), { resume, onProgress });
  return { outcome, seen, losses: seen.map(({ loss }) => loss) };
}
const weights = async (path: string) => (await readSafetensors(join(path, "model.safetensors"))).tensors;

test("both stages run, the first one moves only what RoBERTa lacks, and the model is a Hugging Face folder", async () => {
  const before = tf.memory().numTensors;
  const { outcome, seen } = await run("plain");
  expect(tf.memory().numTensors).toBe(before);
  expect(outcome).toMatchObject({
    steps: 12,
    rank: 0,
    processes: 1,
    stageStarts: [{ step: 0 }, { step: 4 }],
  });
  expect(outcome.figures.wordAccuracy).toBeGreaterThanOrEqual(0);
  expect(outcome.figures.entityAccuracyDecile1).toBeGreaterThanOrEqual(0);
  expect(seen[5]!.wordsPerSecond).toBeGreaterThan(0);
  expect(seen[5]!.utilization).toBeGreaterThan(0);
  const model = await openCheckpoint(outcome.model);
  expect(model.architecture).toBe("LukeForMaskedLM");
  disposeParameters({ ...model.params, ...model.headParams });
});

test("layers computed again on the way back give the same losses, with dropout too", async () => {
  const kept = await run("kept");
  const again = await run("computed-again", {
    run: { maskingWorkers: 0, peakTeraflops: 1, recompute: true },
  });
  for (const [i, loss] of again.losses.entries()) expect(loss).toBeCloseTo(kept.losses[i]!, 4);
});

test("masking in other threads changes nothing", async () => {
  const [here, there] = [
    await run("here"),
    await run("there", { run: { maskingWorkers: 2, peakTeraflops: 1 } }),
  ];
  expect(there.losses).toEqual(here.losses);
});

test("examples on disk give the losses of those in memory, to the bit, with threads and without", async () => {
  const inMemory = await run("in-memory");
  const onDisk = await run("on-disk", { run: { examples: "disk", maskingWorkers: 0, peakTeraflops: 1 } });
  const byThreads = await run("on-disk-threads", {
    run: { examples: "disk", maskingWorkers: 2, peakTeraflops: 1 },
  });
  expect(onDisk.losses).toEqual(inMemory.losses);
  expect(byThreads.losses).toEqual(inMemory.losses);
});

test("masked words alone leave all that entities have as it was", async () => {
  const changes = { objective: "words", stages: [{ name: "words", steps: 6, learningRate: 1e-2 }] };
  const { seen, outcome } = await run("words", changes);
  expect(seen.every(({ values }) => values["entityLoss"] === 0)).toBe(true);
  expect(outcome.figures.entityAccuracy).toBeUndefined();
  const none = await run("nothing", {
    ...changes,
    stages: [{ name: "words", steps: 1, learningRate: 1e-9 }],
  });
  const [after, start] = [await weights(outcome.model), await weights(none.outcome.model)];
  const table = "luke.entity_embeddings.entity_embeddings.weight";
  expect(after.get(table)).toEqual(start.get(table));
  expect(after.get("lm_head.dense.weight")).not.toEqual(start.get("lm_head.dense.weight"));
});

test("the model of the best evaluation is kept beside the last one", async () => {
  const stages = [{ name: "all", steps: 6, learningRate: 0.5, schedule: "constant" }];
  const { outcome, seen } = await run("best", { keepBest: "loss", evaluateEvery: 1, stages });
  const losses = seen.map(({ evaluation }) => evaluation!["loss"]!);
  expect(losses.indexOf(Math.min(...losses))).toBeLessThan(5);
  expect(await weights(outcome.best!)).not.toEqual(await weights(outcome.model));
  expect(outcome.figures.loss).toBe(losses.at(-1));
});

test("entity-aware attention trains its own queries on request", async () => {
  const { outcome } = await run("aware", {
    model: { ...(base["model"] as object), entityAwareAttention: true },
  });
  const tensors = await weights(outcome.model);
  const query = (kind: string) => tensors.get(`luke.encoder.layer.0.attention.self.${kind}.weight`)!.values;
  expect(query("e2e_query")).not.toEqual(query("query"));
});

test("the original code's groups decay the scale of the word head's normalization too", async () => {
  const stages = [{ name: "all", steps: 2, learningRate: 1e-3, schedule: "constant" }];
  const scale = async (decay: string) => {
    const adamW = { decay, weightDecay: 100 };
    const { outcome } = await run(`decay-${decay}`, { stages, adamW });
    return (await weights(outcome.model)).get("lm_head.layer_norm.weight")!.values[0]!;
  };
  const [paper, original] = [await scale("paper"), await scale("original")];
  // Two updates of 1e-3 · 100.
  expect(paper - original).toBeCloseTo(1 - 0.9 ** 2, 1);
});

test("sampled softmax trains the entities on request", async () => {
  const stages = [{ name: "all", steps: 8, learningRate: 2e-2 }];
  const { losses, outcome } = await run("sampled", { sampledEntities: 6, stages });
  expect(losses.at(-1)).toBeLessThan(losses[0]!);
  expect(outcome.figures.entityLoss).toBeLessThan(4);
});

test("of the entity table the rows that are read or sampled are trained alone on request", async () => {
  const stages = [{ name: "all", steps: 8, learningRate: 2e-2 }];
  const { losses } = await run("rows", { sampledEntities: 6, entityTable: "rows", stages });
  expect(losses.at(-1)).toBeLessThan(losses[0]!);
  expect(() => configOf("rows-of-all", { entityTable: "rows" })).toThrow(/needs sampledEntities/);
});

test("a run starts from a LUKE and from a RoBERTa", async () => {
  const { outcome } = await run("first");
  const stages = [{ name: "all", steps: 1, learningRate: 1e-9 }];
  const again = await run("again", { from: outcome.model, stages });
  const dense = "lm_head.dense.weight";
  const near = async (path: string) => {
    const [found, wanted] = [(await weights(path)).get(dense)!, (await weights(outcome.model)).get(dense)!];
    for (const [i, value] of wanted.values.entries()) expect(found.values[i]).toBeCloseTo(value, 5);
  };
  await near(again.outcome.model);
  const roberta = join(folder, "roberta");
  const config = JSON.parse(await readFile(join(outcome.model, "config.json"), "utf8")) as Record<
    string,
    unknown
  >;
  const kept = [...(await weights(outcome.model))].filter(([name]) => !/entity/.test(name));
  await mkdir(roberta);
  await writeSafetensors(
    join(roberta, "model.safetensors"),
    new Map(kept.map(([name, tensor]) => [name.replace(/^luke\./, "roberta."), tensor])),
  );
  await writeFile(join(roberta, "config.json"), JSON.stringify({ ...config, model_type: "roberta" }));
  const fromRoberta = await run("from-roberta", { from: roberta, stages });
  await near(fromRoberta.outcome.model);
});

test("resuming with other settings is refused, by name", async () => {
  await run("settings");
  const masking = { entityProbability: 0.5 };
  await expect(run("settings", { masking }, true)).rejects.toThrow(/differs in masking/);
});

test("examples of another tokenizer or another entity vocabulary are refused", async () => {
  const other = await trainByteLevelBpe(["entirely different texts about nothing"], { vocabSize: 280 });
  await saveTokenizer(new RobertaTokenizer(other), join(folder, "other-tokenizer"));
  const foreign = run("foreign", { tokenizer: join(folder, "other-tokenizer") });
  await expect(foreign).rejects.toMatchObject({ code: "CLI018", message: /tokenizer/ });
  const titles = Array.from({ length: 20 }, (_, i) => ({ title: `Other ${i}`, count: 40 - i }));
  await writeEntityVocab(EntityVocab.of(titles), join(folder, "other.jsonl"));
  const entityVocab = join(folder, "other.jsonl");
  await expect(run("foreign", { entityVocab })).rejects.toMatchObject({ code: "CLI018", message: /entity/ });
});

test("a checkpoint with another entity table is refused", async () => {
  const { outcome } = await run("table");
  const larger = Array.from({ length: 30 }, (_, i) => ({ title: `Title ${i}`, count: 40 - i }));
  await writeEntityVocab(EntityVocab.of(larger), join(folder, "larger.jsonl"));
  const changes = { from: outcome.model, objective: "words", entityVocab: join(folder, "larger.jsonl") };
  await expect(run("mismatch", changes)).rejects.toMatchObject({
    code: "CLI019",
    message: /23 entities, the vocabulary 33/,
  });
});
