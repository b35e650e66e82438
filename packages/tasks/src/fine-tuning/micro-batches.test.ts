/** An update's gradients do not depend on how it is cut into micro-batches or shared among processes, dropout included. */
import { disposeParameters, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, type LukeModel, lukeTiny } from "@lukejs/model";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { valueAndGradients } from "@lukejs/training";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { cloze } from "../cloze/cloze.ts";
import { entityTyping } from "../entity-typing/entity-typing.ts";
import { namedEntityRecognition } from "../named-entity-recognition/named-entity-recognition.ts";
import { questionAnswering } from "../question-answering/question-answering.ts";
import { relationClassification } from "../relation-classification/relation-classification.ts";
import { createFineTuning } from "./create-fine-tuning.ts";
import type { FineTuningTask, TaskFeatures } from "./fine-tuning-task.ts";
import { prepareModel } from "./prepare-model.ts";
import "@tensorflow/tfjs-backend-cpu";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const texts = ["Ann was born in Rome .", "Then Bob was born in Oslo , not in Rome ."];
const files = await trainByteLevelBpe([...texts, "Where ? @placeholder @ # *"], { vocabSize: 300 });
const rows = (row: (text: string, i: number) => object): string =>
  texts.map((text, i) => JSON.stringify(row(text, i))).join("\n");
const spanOf = (text: string, name: string) => ({
  start: text.indexOf(name),
  end: text.indexOf(name) + name.length,
});
const people = ["Ann", "Bob"];

type AnyTask = FineTuningTask<unknown, TaskFeatures, unknown>;
const cases = [
  {
    name: "entity typing",
    task: entityTyping() as unknown as AnyTask,
    data: rows((text, i) => ({ text, ...spanOf(text, people[i]!), labels: ["person"] })),
  },
  {
    name: "relations",
    task: relationClassification() as unknown as AnyTask,
    data: rows((text, i) => ({
      text,
      head: spanOf(text, people[i]!),
      tail: spanOf(text, "Rome"),
      label: i === 0 ? "born" : "no_relation",
    })),
  },
  {
    name: "relations without entity inputs",
    task: relationClassification({ entityInputs: false }) as unknown as AnyTask,
    data: rows((text, i) => ({
      text,
      head: spanOf(text, people[i]!),
      tail: spanOf(text, "Rome"),
      label: i === 0 ? "born" : "no_relation",
    })),
  },
  {
    name: "names",
    task: namedEntityRecognition({ maxSpanLength: 2 }) as unknown as AnyTask,
    data: rows((text) => ({ text, entities: [{ ...spanOf(text, "Rome"), label: "LOC" }] })),
  },
  {
    name: "cloze",
    task: cloze() as unknown as AnyTask,
    data: rows((passage, i) => ({
      query: "Where ? @placeholder",
      passage,
      entities: [people[i]!, "Rome", ...(i === 0 ? [] : ["Oslo"])].map((name) => spanOf(passage, name)),
      answers: ["Rome"],
    })),
  },
  {
    name: "questions",
    task: questionAnswering() as unknown as AnyTask,
    data: rows((passage) => ({
      question: "Where ?",
      passage,
      answers: [{ text: "Rome", start: spanOf(passage, "Rome").start }],
    })),
  },
];

test.each(cases)(
  "$name: one micro-batch, several and two processes have the same gradients",
  ({ task, data }) => {
    const tokenizer = new RobertaTokenizer(files);
    const small = { numLayers: 1, hiddenSize: 16, entityEmbeddingSize: 8, numHeads: 2, intermediateSize: 32 };
    const config = {
      ...{ ...lukeTiny, ...small, vocabSize: tokenizer.vocabSize, initializerRange: 0.1 },
      ...{ hiddenDropout: 0.3, attentionDropout: 0.3 },
    };
    const examples = task.read(data, "train");
    const labels = task.labelsOf(examples);
    const pretrained: LukeModel = {
      config,
      params: createLukeParams(config, new Random(1), { pooler: false }),
      headParams: createHeadParams(config, "LukeForMaskedLM", new Random(2)),
    };
    const model = prepareModel(pretrained, tokenizer, task, { labels, random: new Random(3) });
    const { features } = task.buildFeatures(examples, { tokenizer, labels, maxWords: 62 });
    const visits = features.map((_, index) => ({ epoch: 2, index })).reverse();

    /** Loss and gradients of the update, in one list of numbers. */
    const update = (maxTokens: number, ranks: number, seed = 7): Map<string, Float32Array> => {
      const run = createFineTuning(task, model, features, { maxTokens, seed });
      const sums = new Map<string, Float32Array>();
      let batches = 0;
      for (let rank = 0; rank < ranks; rank++) {
        for (const batch of run.microBatches(visits, { rank, size: ranks })) {
          batches++;
          const { values, gradients } = valueAndGradients(run.params, () => run.loss(batch));
          for (const [name, tensor] of [...gradients, ["loss", values.get("loss")!] as const]) {
            const sum = sums.get(name) ?? new Float32Array(tensor.size);
            for (const [i, value] of tensor.dataSync().entries()) sum[i]! += value;
            sums.set(name, sum);
            tensor.dispose();
          }
        }
      }
      expect(batches).toBe(maxTokens > 1000 ? 1 : 2);
      return sums;
    };
    const difference = (one: Map<string, Float32Array>, other: Map<string, Float32Array>): number =>
      Math.max(
        ...[...one].flatMap(([name, values]) =>
          [...values].map((value, i) => Math.abs(value - other.get(name)![i]!)),
        ),
      );

    const whole = update(4096, 1);
    expect(difference(whole, update(1, 1))).toBeLessThan(1e-5);
    expect(difference(whole, update(1, 2))).toBeLessThan(1e-5);
    expect(difference(whole, update(4096, 1, 8))).toBeGreaterThan(1e-3);
    disposeParameters({ ...model.params, ...model.headParams });
  },
);
