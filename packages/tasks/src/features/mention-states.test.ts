import { disposeParameters, Random } from "@lukejs/kernels";
import { createLukeParams, type LukeModel, lukeTiny } from "@lukejs/model";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { cloze } from "../cloze/cloze.ts";
import { entityTyping } from "../entity-typing/entity-typing.ts";
import type { FineTuningTask, TaskFeatures } from "../fine-tuning/fine-tuning-task.ts";
import { prepareModel } from "../fine-tuning/prepare-model.ts";
import { namedEntityRecognition } from "../named-entity-recognition/named-entity-recognition.ts";
import { relationClassification } from "../relation-classification/relation-classification.ts";
import type { InputOptions } from "./mention-states.ts";
import "@tensorflow/tfjs-backend-cpu";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const sentence = "Ann was born in Rome .";
const files = await trainByteLevelBpe([sentence, "@placeholder lives there . @ # *"], { vocabSize: 300 });
const config = { ...lukeTiny, numLayers: 1, vocabSize: 320, initializerRange: 0.1 };

type AnyTask = FineTuningTask<unknown, TaskFeatures, unknown>;
const tasks: Readonly<Record<string, { task: (options: InputOptions) => AnyTask; text: string }>> = {
  "entity typing": {
    task: (options) => entityTyping(options) as unknown as AnyTask,
    text: JSON.stringify([{ sent: sentence, start: 0, end: 3, labels: ["person"] }]),
  },
  "relation classification": {
    task: (options) => relationClassification(options) as unknown as AnyTask,
    text: JSON.stringify([
      {
        token: sentence.split(" "),
        ...{ subj_start: 0, subj_end: 0, obj_start: 4, obj_end: 4 },
        relation: "per:city_of_birth",
      },
    ]),
  },
  "named entity recognition": {
    task: (options) => namedEntityRecognition(options) as unknown as AnyTask,
    text: "Ann B-PER\nwas O\nborn O\nin O\nRome B-LOC\n",
  },
  cloze: {
    task: (options) => cloze(options) as unknown as AnyTask,
    text: JSON.stringify({
      data: [
        {
          passage: {
            text: sentence,
            entities: [
              { start: 0, end: 2 },
              { start: 16, end: 19 },
            ],
          },
          qas: [
            { id: "1", query: "@placeholder lives there .", answers: [{ start: 0, end: 2, text: "Ann" }] },
          ],
        },
      ],
    }),
  },
};

/** The loss, and whether it depends on the embeddings of entities. */
async function lossOf({ task: create, text }: (typeof tasks)[string], options: InputOptions) {
  const task = create(options);
  const tokenizer = new RobertaTokenizer(files);
  const examples = task.read(text, "train");
  const labels = task.labelsOf(examples);
  const random = new Random(3);
  const pretrained: LukeModel = { config, params: createLukeParams(config, random.fork(1)), headParams: {} };
  const model = prepareModel(pretrained, tokenizer, task, { labels, random: random.fork(2) });
  const { features } = task.buildFeatures(examples, { tokenizer, labels, maxWords: 60 });
  const loss = (): number => tf.tidy(() => task.loss(model, features).arraySync());
  const before = loss();
  const table = model.params.entityEmbeddings.entity as tf.Variable;
  tf.tidy(() => table.assign(tf.add(table, tf.scalar(1))));
  const after = loss();
  const width = model.headParams.classifier?.weight.shape[1];
  disposeParameters({ ...model.params, ...model.headParams });
  return { before, dependsOnEntities: before !== after, width };
}

test.each(Object.entries(tasks))("%s reads entities, or words alone", async (_, entry) => {
  const tensors = tf.memory().numTensors;
  const whole = await lossOf(entry, {});
  const words = await lossOf(entry, { entityInputs: false });
  expect(whole.dependsOnEntities).toBe(true);
  expect(words.dependsOnEntities).toBe(false);
  expect(words.before).not.toBe(whole.before);
  expect(Number.isFinite(words.before)).toBe(true);
  expect(tf.memory().numTensors).toBe(tensors);
});

test("spans without entity inputs are read at their first and last word", async () => {
  const entry = tasks["named entity recognition"]!;
  expect((await lossOf(entry, {})).width).toBe(3 * config.hiddenSize);
  expect((await lossOf(entry, { entityInputs: false })).width).toBe(2 * config.hiddenSize);
});
