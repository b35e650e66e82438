import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { EntityVocab } from "@lukejs/entity-vocab";
import { writeEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, flattenParameters, Random } from "@lukejs/kernels";
import { createLukeParams, lukeTiny } from "@lukejs/model";
import { saveCheckpoint } from "@lukejs/model/node";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fineTuneConfig } from "./fine-tune-config.ts";
import { fineTuneModel } from "./fine-tune-model.ts";
import { fineTunePlanText } from "./fine-tune-plan-text.ts";
import { planFineTuning } from "./plan-fine-tuning.ts";
import { prepareFineTuning } from "./prepare-fine-tuning.ts";
import { taskByName } from "./task-by-name.ts";

const text = "Ann Lee was born in Oslo .";
const datasets = {
  "entity-typing": [
    { sent: text, start: 0, end: 7, labels: ["person"] },
    { sent: `${text} ${text}`, start: 20, end: 24, labels: ["place"] },
    { sent: text, start: 20, end: 24, labels: ["place"] },
  ],
  "question-answering": {
    version: "1.1",
    data: [
      {
        title: "Oslo",
        paragraphs: [
          {
            context: text,
            qas: [{ id: "1", question: "Where?", answers: [{ text: "Oslo", answer_start: 20 }] }],
          },
        ],
      },
    ],
  },
};

let folder = "";
beforeAll(async () => {
  await useBackend("wasm");
  folder = await mkdtemp(join(tmpdir(), "luke-plan-"));
  const tokenizer = new RobertaTokenizer(await trainByteLevelBpe([text, "@ # ?"], { vocabSize: 300 }));
  const vocab = EntityVocab.of([{ title: "Oslo", count: 1 }]);
  const config = { ...lukeTiny, numLayers: 1, vocabSize: 300, entityVocabSize: vocab.size };
  const params = createLukeParams(config, new Random(1));
  const start = join(folder, "start");
  await saveCheckpoint(start, { config, params, headParams: {}, architecture: "LukeModel" });
  await saveTokenizer(tokenizer, start);
  await writeEntityVocab(vocab, join(start, "entity_vocab.json"));
  disposeParameters({ ...params });
  for (const [name, rows] of Object.entries(datasets))
    await writeFile(join(folder, `${name}.json`), JSON.stringify(rows));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(Object.keys(datasets))(
  "a plan of %s tells the parameters, inputs and updates that the run has",
  async (name) => {
    const { task } = taskByName(name);
    const data = join(folder, `${name}.json`);
    const config = fineTuneConfig.parse({
      ...{
        model: join(folder, "start"),
        train: data,
        dev: data,
        out: join(folder, name),
        batchSize: 2,
        epochs: 3,
      },
      freeze: ["embeddings."],
    });
    const before = tf.memory().numTensors;
    const plan = await planFineTuning(task, config);
    expect(tf.memory().numTensors).toBe(before);

    const { model, features, counts } = await prepareFineTuning(task, config);
    const sizes = [...flattenParameters({ ...model.params, ...model.headParams })];
    const sum = (keep: (name: string) => boolean): number =>
      sizes.reduce((total, [at, { size }]) => total + (keep(at) ? size : 0), 0);
    const frozenTable = name === "question-answering" ? "entityEmbeddings.entity" : "nothing";
    expect(plan.parameters).toEqual({
      total: sum(() => true),
      trained: sum((at) => !at.startsWith("embeddings.") && !at.startsWith(frozenTable)),
    });
    disposeParameters({ ...model.params, ...model.headParams });
    expect([plan.features, plan.counts]).toEqual([features.length, counts]);
    expect(plan.memory.model).toBe(4 * plan.parameters.total + 12 * plan.parameters.trained);

    const { steps } = await fineTuneModel(task, config);
    expect(plan.steps).toBe(steps);
    expect(fineTunePlanText(plan, 1e9)).toMatch(new RegExp(`^updates +${steps}$`, "m"));
  },
);
