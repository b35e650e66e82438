/** Gradients and AdamW: a small LUKE learns which entity a word calls for, out of ten, in two hundred updates. */
import { useBackend } from "@lukejs/backend";
import { disposeParameters, Random } from "@lukejs/kernels";
import {
  createHeadParams,
  createLukeParams,
  crossEntropyLoss,
  luke,
  lukeTiny,
  maskedEntityLogits,
} from "@lukejs/model";
import { type TrainingTask, train } from "@lukejs/training";
import * as tf from "@tensorflow/tfjs-core";

const { description } = await useBackend();
const random = new Random(1);
const params = createLukeParams(lukeTiny, random);
const headParams = createHeadParams(lukeTiny, "LukeForMaskedLM", random);

/** Logits of the masked entity of each example: word 10 + i stands in the text. [batch, entityVocab] */
function logitsOf(examples: readonly number[]): tf.Tensor2D {
  const batch = examples.length;
  const filled = (shape: number[], value: number): tf.Tensor => tf.fill(shape, value, "int32");
  const wordIds = examples.map((i) => [0, 50, 10 + i, 60, 2]);
  const { entities } = luke(
    params,
    {
      wordIds: tf.tensor2d(wordIds, undefined, "int32"),
      entityIds: filled([batch, 1], 2) as tf.Tensor2D, // [MASK]
      entityPositionIds: filled([batch, 1, 1], 3) as tf.Tensor3D,
    },
    lukeTiny,
  );
  const table = params.entityEmbeddings.entity;
  const logits = maskedEntityLogits(headParams.maskedEntities!, { entities: entities!, table }, lukeTiny);
  return tf.reshape(logits, [batch, lukeTiny.entityVocabSize]);
}

const task: TrainingTask<readonly number[]> = {
  params: { ...params, ...headParams },
  size: 10,
  microBatches: (visits) => [visits.map(({ index }) => index)],
  loss: (examples) => {
    const labels = tf.tensor1d(
      examples.map((i) => 3 + i),
      "int32",
    );
    return crossEntropyLoss(logitsOf(examples), labels);
  },
};
await train(
  task,
  {
    seed: 1,
    batchSize: 10,
    stages: [{ name: "all", steps: 200, learningRate: 3e-3, warmupSteps: 20 }],
  },
  {
    onProgress: ({ step, loss }) => {
      if (step % 40 === 0) console.log(`update ${String(step).padStart(3)}  loss ${loss.toFixed(3)}`);
    },
  },
);
const found = tf.tidy(() => tf.argMax(logitsOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), 1));
const right = Array.from(await found.data()).filter((id, i) => id === 3 + i).length;
console.log(`${right} of 10 entities right, on ${description}`);
found.dispose();
disposeParameters(params);
disposeParameters(headParams);
