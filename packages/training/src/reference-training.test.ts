/** Ten updates of each kind of head against PyTorch with transformers 4.57.6: losses, norms and final parameters. */
import { readFileSync } from "node:fs";
import { disposeParameters, flattenParameters, type ParameterTree } from "@lukejs/kernels";
import {
  binaryCrossEntropyLoss,
  crossEntropyLoss,
  entityClassification,
  entityPairClassification,
  entitySpanClassification,
  huggingFaceName,
  type LukeInputs,
  type LukeModel,
  luke,
  maskedEntityLogits,
  maskedWordLogits,
} from "@lukejs/model";
import { openCheckpoint, readSafetensors } from "@lukejs/model/node";
import { expectClose, sharedPath } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { train } from "./train.ts";
import type { TrainConfig } from "./train-config.ts";
import type { TrainingTask } from "./training-task.ts";
import "@tensorflow/tfjs-backend-wasm";

interface Run {
  readonly name: string;
  readonly checkpoint: string;
  readonly class: string;
  readonly file: string;
  readonly batches: number;
  readonly losses: readonly number[];
  readonly lr_per_step: readonly number[];
  readonly grad_norm_before_clip: readonly number[];
  readonly optimizer: { readonly clip_grad_norm: number | null };
  readonly adamw_without_bias_correction?: { readonly losses?: readonly number[] };
  readonly no_grad: readonly string[];
}
type Batch = ReadonlyMap<string, tf.Tensor>;

const manifestPath = sharedPath("fixtures/luke-tiny/manifest.json");
const runs: Run[] = manifestPath ? JSON.parse(readFileSync(manifestPath, "utf8")).train : [];

beforeAll(async () => {
  await tf.setBackend("wasm");
});

const base: TrainConfig = {
  seed: 0,
  batchSize: 1,
  stages: [{ name: "all", steps: 10, learningRate: 0.002, warmupSteps: 3 }],
  adamW: { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0.01, biasCorrection: true },
};

/** Trains a stored checkpoint on its stored batches, in their order. */
async function follow(run: Run, config: TrainConfig) {
  const { tensors } = await readSafetensors(sharedPath(`fixtures/luke-tiny/${run.file}`)!);
  const model = await openCheckpoint(sharedPath(`fixtures/luke-tiny/checkpoints/${run.checkpoint}`)!);
  const batches: Batch[] = Array.from({ length: run.batches }, (_, b) => {
    const own = [...tensors].filter(([name]) => name.startsWith(`batch${b}.`));
    return new Map(
      own.map(([name, { shape, values, dtype }]) => [
        name.split(".")[1]!,
        tf.tensor(values, [...shape], dtype),
      ]),
    );
  });
  const params = { ...model.params, ...model.headParams } as ParameterTree;
  let next = 0;
  const task: TrainingTask<Batch> = {
    params,
    size: 1,
    microBatches: () => [batches[next++ % batches.length]!],
    loss: (batch) => lossOf(run.class, model, batch),
  };
  const losses: number[] = [];
  const rates: number[] = [];
  const norms: number[] = [];
  await train(task, config, {
    onProgress: ({ loss, learningRate, gradientNorm }) => {
      losses.push(loss);
      rates.push(learningRate);
      norms.push(gradientNorm);
    },
  });
  const final = new Map<string, Float32Array>();
  for (const [name, tensor] of flattenParameters(params)) {
    final.set(huggingFaceName(name), (await tensor.data()).slice() as Float32Array);
  }
  disposeParameters(params);
  for (const batch of batches) tf.dispose([...batch.values()]);
  return { losses, rates, norms, final, tensors };
}

function lossOf(kind: string, { params, headParams, config }: LukeModel, batch: Batch): tf.Scalar {
  const get = (name: string) => batch.get(name)!;
  const inputs = {
    wordIds: get("input_ids"),
    wordMask: get("attention_mask"),
    entityIds: get("entity_ids"),
    entityMask: get("entity_attention_mask"),
    entityPositionIds: get("entity_position_ids"),
  } as LukeInputs;
  const { words, entities } = luke(params, inputs, config);
  switch (kind) {
    case "LukeForMaskedLM": {
      const wordInputs = { words, table: params.embeddings.word };
      const entityInputs = { entities: entities!, table: params.entityEmbeddings.entity };
      const wordLoss = crossEntropyLoss(
        maskedWordLogits(headParams.maskedWords!, wordInputs, config),
        get("labels"),
      );
      const entityLoss = crossEntropyLoss(
        maskedEntityLogits(headParams.maskedEntities!, entityInputs, config),
        get("entity_labels"),
      );
      return tf.add(wordLoss, entityLoss) as tf.Scalar;
    }
    case "LukeForEntityClassification":
      return binaryCrossEntropyLoss(entityClassification(headParams.classifier!, entities!), get("labels"));
    case "LukeForEntityPairClassification":
      return crossEntropyLoss(entityPairClassification(headParams.classifier!, entities!), get("labels"));
    default: {
      const starts = get("entity_start_positions") as tf.Tensor2D;
      const ends = get("entity_end_positions") as tf.Tensor2D;
      const spans = { words, entities: entities!, starts, ends };
      return crossEntropyLoss(entitySpanClassification(headParams.classifier!, spans), get("labels"));
    }
  }
}

for (const run of runs) {
  test(`ten updates of ${run.name} have the losses, rates, norms and parameters of the reference`, async () => {
    const clip = run.optimizer.clip_grad_norm;
    const found = await follow(run, clip === null ? base : { ...base, clipNorm: clip });
    expectClose(found.rates, run.lr_per_step, 1e-12, "learning rates");
    expectClose(found.losses, run.losses, 2e-4, "losses");
    expectClose(found.norms, run.grad_norm_before_clip, 2e-3, "gradient norms");
    for (const [name, tensor] of found.tensors) {
      // Where attention has one query, a key's bias has no effect: its gradient, and so its update, is noise.
      if (!name.startsWith("final.") || (run.name === "plain-mlm" && name.endsWith("key.bias"))) continue;
      const own = found.final.get(name.slice("final.".length));
      expect(own, name).toBeDefined();
      expectClose(own!, tensor.values, 1e-4, name);
    }
  });
}

test.skipIf(runs.length === 0)(
  "without bias correction the losses are those of the original's optimizer",
  async () => {
    const run = runs[0]!;
    const adamW = { ...base.adamW, biasCorrection: false, decayAfter: true };
    const found = await follow(run, { ...base, adamW });
    expectClose(found.losses, run.adamw_without_bias_correction!.losses!, 2e-4, run.name);
  },
);
