import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { disposeParameters, flattenParameters, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, lukeTiny } from "@lukejs/model";
import { readSafetensors, writeSafetensors } from "@lukejs/model/node";
import { train } from "@lukejs/training";
import { createRunFolder } from "@lukejs/training/node";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { PretrainingExamples } from "./pretraining-examples.ts";
import { createPretrainingTask, entityParameters } from "./pretraining-task.ts";
import "@tensorflow/tfjs-backend-wasm";

const masking = { maskWordId: 4, maskEntityId: 2, firstRandomWordId: 5, vocabSize: lukeTiny.vocabSize };
const config = {
  seed: 3,
  batchSize: 4,
  stages: [
    { name: "entities", steps: 3, learningRate: 1e-2, trains: entityParameters },
    { name: "all", steps: 5, learningRate: 1e-2, warmupSteps: 2 },
  ],
};

function examples(): PretrainingExamples {
  const all = new PretrainingExamples();
  for (let i = 0; i < 10; i++) {
    all.append({
      wordIds: Int32Array.from([0, ...Array.from({ length: 5 + i }, (_, j) => 20 + i * j), 2]),
      entityIds: Int32Array.of(3 + i, 20 + i),
      entityStarts: Int32Array.of(1, 3),
      entityLengths: Int32Array.of(1, 2),
    });
  }
  return all;
}

/** Losses and final parameters of a run in `folder` with dropout, ended after `stopAt` updates. */
async function run(folder: string, options: { readonly stopAt?: number; readonly resume?: boolean }) {
  // A resumed run starts from other numbers: all that counts must come from the checkpoint.
  const random = new Random(options.resume ? 99 : 1);
  const model = {
    config: lukeTiny,
    params: createLukeParams(lukeTiny, random.fork(1), { pooler: false }),
    headParams: createHeadParams(lukeTiny, "LukeForMaskedLM", random.fork(2)),
  };
  const task = createPretrainingTask(model, examples(), { seed: 3, masking, maxTokens: 40 });
  const abort = new AbortController();
  const losses: number[] = [];
  await train(task, config, {
    runFolder: createRunFolder(folder, {
      saveTensors: writeSafetensors,
      loadTensors: async (path) => (await readSafetensors(path)).tensors,
    }),
    resume: options.resume ?? false,
    signal: abort.signal,
    onProgress: ({ step, loss }) => {
      losses.push(loss);
      if (step === options.stopAt) abort.abort();
    },
  });
  const params = new Map<string, Float32Array>();
  for (const [name, tensor] of flattenParameters(task.params)) {
    params.set(name, (await tensor.data()).slice() as Float32Array);
  }
  disposeParameters(task.params);
  return { losses, params };
}

test("pretraining that was interrupted and resumed equals the uninterrupted run to the bit", async () => {
  await tf.setBackend("wasm");
  const folder = await mkdtemp(join(tmpdir(), "luke-pretraining-"));
  try {
    const straight = await run(join(folder, "straight"), {});
    for (const stopAt of [2, 3, 6]) {
      const path = join(folder, `stopped-${stopAt}`);
      await run(path, { stopAt });
      const rest = await run(path, { resume: true });
      expect(rest.losses).toEqual(straight.losses.slice(stopAt));
      expect(rest.params).toEqual(straight.params);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
