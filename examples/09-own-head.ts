/** A head of one's own, fine-tuned together with the encoder: is what a sentence names a person, a place or neither? */
import { useBackend } from "@lukejs/backend";
import { generateEncyclopedia } from "@lukejs/encyclopedia";
import { disposeParameters, linear, matMul, Random } from "@lukejs/kernels";
import { createLukeParams, crossEntropyLoss, luke, lukeTiny } from "@lukejs/model";
import { collate, toTensors } from "@lukejs/tasks";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { type TrainingTask, train } from "@lukejs/training";
import * as tf from "@tensorflow/tfjs-core";

const { description } = await useBackend();
const { openEntity } = generateEncyclopedia({ seed: 1 }).datasets;
const texts = openEntity.train.map(({ sent }) => sent);
const tokenizer = new RobertaTokenizer(await trainByteLevelBpe(texts, { vocabSize: 1000 }));

// Features: the words, and one [MASK] entity at the words of the mention.
const labels = ["person", "place"];
const featuresOf = ({ sent, start, end, labels: types }: (typeof openEntity.train)[number]) => {
  const { ids, starts, ends } = tokenizer.encode(sent);
  const inside = [...ids.keys()].filter((i) => starts[i]! < end && ends[i]! > start && ends[i]! > starts[i]!);
  const label = labels.findIndex((name) => types.includes(name));
  return {
    ...{ wordIds: ids, entityIds: Int32Array.of(2), entityPositions: [Int32Array.from(inside)] },
    label: label < 0 ? labels.length : label,
  };
};
const trainRows = openEntity.train.map(featuresOf);
const devRows = openEntity.dev.map(featuresOf);

// The head: any functions over any variables. The mean of the mention's words and its entity, a hidden layer, scores.
const random = new Random(1);
const config = { ...lukeTiny, vocabSize: tokenizer.vocabSize, maxPositions: 130, initializerRange: 0.2 };
const encoder = createLukeParams(config, random);
const variable = (rows: number, columns: number): tf.Variable =>
  tf.variable(tf.randomNormal([rows, columns], 0, 0.1, "float32", rows));
const head = { hidden: variable(32, 2 * config.hiddenSize), scores: variable(labels.length + 1, 32) };
const logitsOf = (rows: typeof trainRows): tf.Tensor2D => {
  const states = luke(encoder, toTensors(collate(rows, { padWordId: 1, padEntityId: 0 })), config);
  const longest = states.words.shape[1];
  const spans = rows.map(({ entityPositions: [inside] }) => [
    Array.from({ length: longest }, (_, i) => (inside!.includes(i) ? 1 / inside!.length : 0)),
  ]); // [batch, 1, words]
  const both = tf.concat([matMul(tf.tensor3d(spans), states.words), states.entities!], 2);
  const flat = tf.reshape(both, [rows.length, 2 * config.hiddenSize]);
  return linear(tf.tanh(linear(flat, head.hidden as tf.Tensor2D)), head.scores as tf.Tensor2D) as tf.Tensor2D;
};
const labelsOf = (rows: typeof trainRows): tf.Tensor1D =>
  tf.tensor1d(
    Int32Array.from(rows, ({ label }) => label),
    "int32",
  );

const task: TrainingTask<typeof trainRows> = {
  params: { encoder, head },
  size: trainRows.length,
  microBatches: (visits) => [visits.map(({ index }) => trainRows[index]!)],
  loss: (rows) => crossEntropyLoss(logitsOf(rows), labelsOf(rows)),
};
const stages = [{ name: "all", steps: 300, learningRate: 1e-3, warmupSteps: 15 }];
const { loss } = await train(task, { seed: 1, batchSize: 16, stages });

const found = await tf.tidy(() => tf.argMax(logitsOf(devRows), 1)).data();
const right = devRows.filter(({ label }, i) => label === found[i]).length;
const neither = devRows.filter(({ label }) => label === labels.length).length;
const percent = (count: number): string => `${((100 * count) / devRows.length).toFixed(0)} %`;
console.log(`loss ${loss.toFixed(3)}; ${percent(right)} of ${devRows.length} right on ${description}`);
console.log(`always the most frequent answer: ${percent(neither)}`);
disposeParameters({ encoder, head });
