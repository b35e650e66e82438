/** The same fine-tuning run in PyTorch with transformers: the same weights to begin with, features, order and budget. */
import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { disposeParameters } from "@lukejs/kernels";
import { openCheckpoint } from "@lukejs/model/node";
import type { TaskFeatures } from "@lukejs/tasks";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import { ExampleOrder } from "@lukejs/training";
import type { FineTuneConfig } from "../../run/fine-tune-config.ts";
import { fineTuningSettings } from "../../run/fine-tuning-settings.ts";
import { prepareFineTuning } from "../../run/prepare-fine-tuning.ts";
import { saveTaskModel } from "../../run/save-task-model.ts";
import { taskByName } from "../../run/task-by-name.ts";

export interface PeerResult {
  /** Main score on the test set, of the last weights, decoded and scored here. */
  readonly test: number;
  readonly seconds: number;
  readonly losses: readonly number[];
  readonly versions: string;
}

/** @param python - one with torch, transformers and safetensors, as benchmarks/python/set-up.mjs makes it */
export async function fineTunePeer(
  name: string,
  config: FineTuneConfig,
  { folder, python, signal }: { folder: string; python: string; signal?: AbortSignal },
): Promise<PeerResult> {
  const { task } = taskByName(name);
  const prepared = await prepareFineTuning(task, config);
  const { model, tokenizer, labels, context, features, examples } = prepared;
  const settings = fineTuningSettings(name, config, features.length, []);
  const { steps, warmupSteps, learningRate } = settings.stages[0]!;
  const { batchSize, seed } = settings;
  await mkdir(folder, { recursive: true });
  try {
    await saveTaskModel(join(folder, "start"), model, task, labels, config);
    await saveTokenizer(tokenizer, join(folder, "start"));
  } finally {
    disposeParameters({ ...model.params, ...model.headParams });
  }
  const order = new ExampleOrder(features.length, seed);
  const save = (file: string, value: unknown): Promise<void> =>
    writeFile(join(folder, file), JSON.stringify(value));
  await save("features.json", features.map(asPlain));
  await save(
    "order.json",
    Array.from({ length: steps }, (_, step) =>
      order.visits(0, step * batchSize, batchSize).map(({ index }) => index),
    ),
  );
  const { weightDecay } = config;
  await save("settings.json", { task: name, seed, threads: 2, learningRate, warmupSteps, weightDecay });
  const script = fileURLToPath(
    new URL("../../../../../benchmarks/python/fine-tuning-peer.py", import.meta.url),
  );
  const { stdout } = await promisify(execFile)(python, [script, folder], {
    maxBuffer: 1 << 26,
    ...(signal === undefined ? {} : { signal }),
  });
  const { losses, seconds, torch, transformers } = JSON.parse(stdout) as {
    losses: number[];
    seconds: number;
    torch: string;
    transformers: string;
  };
  const trained = await openCheckpoint(join(folder, "trained"), { architecture: task.architecture });
  try {
    const built = task.buildFeatures(examples.test, context);
    const predictions = await task.predict(trained, examples.test, built.features, {
      labels,
      maxTokens: config.maxTokens,
    });
    const { main } = task.score(examples.test, predictions);
    return { test: main, seconds, losses, versions: `torch ${torch}, transformers ${transformers}` };
  } finally {
    disposeParameters({ ...trained.params, ...trained.headParams });
    for (const part of ["start", "trained", "features.json"]) {
      await rm(join(folder, part), { recursive: true, force: true });
    }
  }
}

/** The losses of a run of ours, in the order of its updates. */
export async function lossesOf(runFolder: string): Promise<number[]> {
  const lines = (await readFile(join(runFolder, "metrics.jsonl"), "utf8")).trim().split("\n");
  return lines
    .map((line) => JSON.parse(line) as { loss?: number; learningRate?: number })
    .flatMap(({ loss, learningRate }) => (learningRate === undefined || loss === undefined ? [] : [loss]));
}

/** A feature of any task under the short names that the script reads. */
function asPlain(features: TaskFeatures): object {
  const { wordIds, entityIds, entityPositions, entityStarts, entityEnds, ...rest } = features;
  const { labels, label, answerStart, answerEnd } = rest as TaskFeatures & {
    labels?: ArrayLike<number>;
    label?: number;
    answerStart?: number;
    answerEnd?: number;
  };
  return {
    w: [...wordIds],
    e: [...entityIds],
    p: entityPositions.map((positions) => [...positions]),
    ...(entityStarts === undefined ? {} : { starts: [...entityStarts], ends: [...entityEnds!] }),
    ...(labels === undefined ? {} : { labels: Array.from(labels) }),
    ...(label === undefined ? {} : { label }),
    ...(answerStart === undefined ? {} : { start: answerStart, end: answerEnd }),
  };
}
