import { useBackend } from "@lukejs/backend";
import { disposeParameters, flattenParameters, Random } from "@lukejs/kernels";
import { expectClose } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  appendWordRows,
  copyQueries,
  createHeadParams,
  createLukeParams,
  disposeReplaced,
  dropQueries,
  type LukeConfig,
  type LukeModel,
  luke,
  lukeTiny,
  maskedEntityLogits,
  maskedWordLogits,
  selectEntityRows,
  selectWordRows,
} from "../index.ts";

let tensors: number;
beforeAll(() => useBackend("cpu"));
beforeEach(() => {
  tensors = tf.memory().numTensors;
});
afterEach(() => expect(tf.memory().numTensors, "no tensors are left").toBe(tensors));

function tiny(config: Partial<LukeConfig> = {}): LukeModel {
  const full = { ...lukeTiny, numLayers: 1, ...config };
  const random = new Random(7);
  return {
    config: full,
    params: createLukeParams(full, random),
    headParams: createHeadParams(full, "LukeForMaskedLM", random),
  };
}

function dispose({ params, headParams }: LukeModel): void {
  disposeParameters(params);
  disposeParameters(headParams);
}

/** States, word scores and entity scores of one short text with the given ids. */
async function run(model: LukeModel, wordIds: number[], entityIds: number[]): Promise<Float32Array[]> {
  const outputs = tf.tidy(() => {
    const { words, entities } = luke(
      model.params,
      {
        wordIds: tf.tensor2d([wordIds], undefined, "int32"),
        entityIds: tf.tensor2d([entityIds], undefined, "int32"),
        entityPositionIds: tf.tensor3d([entityIds.map((_, i) => [i, -1])], undefined, "int32"),
      },
      model.config,
    );
    const { embeddings, entityEmbeddings } = model.params;
    const { maskedWords, maskedEntities } = model.headParams;
    return [
      words,
      entities!,
      maskedWordLogits(maskedWords!, { words, table: embeddings.word }, model.config),
      maskedEntityLogits(
        maskedEntities!,
        { entities: entities!, table: entityEmbeddings.entity },
        model.config,
      ),
    ];
  });
  const numbers = await Promise.all(outputs.map((output) => output.data() as Promise<Float32Array>));
  tf.dispose(outputs);
  return numbers;
}

test("four equal queries are plain attention", async () => {
  const plain = tiny({ useEntityAwareAttention: false });
  const aware = copyQueries(plain);
  expect(aware.config.useEntityAwareAttention).toBe(true);
  expect(aware.params.embeddings).toBe(plain.params.embeddings);
  const [a, b] = [await run(plain, [0, 5, 6, 2], [3, 4]), await run(aware, [0, 5, 6, 2], [3, 4])];
  for (const [i, values] of a.entries()) expectClose(b[i]!, values, 1e-5);
  const back = dropQueries(aware);
  expect(await run(back, [0, 5, 6, 2], [3, 4])).toEqual(a);
  disposeReplaced(aware, back);
  dispose(plain);
});

test("an appended word behaves as the word it was copied from", async () => {
  const before = tiny();
  const after = appendWordRows(before, [5, 6]);
  expect(after.config.vocabSize).toBe(lukeTiny.vocabSize + 2);
  const old = await run(before, [0, 5, 6, 2], [3]);
  const marked = await run(after, [0, lukeTiny.vocabSize, lukeTiny.vocabSize + 1, 2], [3]);
  expectClose(marked[0]!, old[0]!, 1e-6);
  // The two new words come after the old ones in every row of scores, with the scores of their models.
  const [scores, wider] = [old[2]!.slice(0, lukeTiny.vocabSize), marked[2]!.slice(0, lukeTiny.vocabSize + 2)];
  expectClose(wider, [...scores, scores[5]!, scores[6]!], 1e-5);
  dispose(disposeReplaced(before, after));
});

test("a reduced entity table keeps the rows that were asked for, [HEAD] and [TAIL] made of [MASK]", async () => {
  const before = tiny();
  const after = selectEntityRows(before, [0, 1, 2, 2, 40]);
  expect(after.config.entityVocabSize).toBe(5);
  const old = await run(before, [0, 5, 2], [2, 40]);
  const reduced = await run(after, [0, 5, 2], [3, 4]);
  expectClose(reduced[1]!, old[1]!, 1e-6);
  expectClose(
    reduced[3]!.slice(0, 5),
    [0, 1, 2, 2, 40].map((id) => old[3]![id]!),
    1e-5,
  );
  dispose(disposeReplaced(before, after));
});

test("rows that the table does not have are refused by place and value", () => {
  const model = tiny();
  expect(() => selectEntityRows(model, [0, 50])).toThrow("entry 1 is 50, expected 0..49");
  expect(() => selectWordRows(model, [-1])).toThrow("entry 0 is -1, expected 0..199");
  expect(() => selectWordRows(model, [1.5])).toThrow(RangeError);
  dispose(model);
});

test("words alone are read as by a RoBERTa: no entity, no entity's query and no entity table counts (Table 6)", async () => {
  const aware = copyQueries(tiny({ useEntityAwareAttention: false }));
  const plain = dropQueries(aware);
  const words = async ({ params, config }: LukeModel): Promise<Float32Array> => {
    const states = tf.tidy(
      () => luke(params, { wordIds: tf.tensor2d([[0, 5, 6, 2]], undefined, "int32") }, config).words,
    );
    const numbers = (await states.data()) as Float32Array;
    states.dispose();
    return numbers;
  };
  const reduced = selectEntityRows(plain, [0]);
  const all = [await words(aware), await words(plain), await words(reduced)];
  expect(all[1]).toEqual(all[0]);
  expect(all[2]).toEqual(all[0]);
  tf.dispose(reduced.params.entityEmbeddings.entity);
  tf.dispose([...flattenParameters(reduced.headParams).values()].filter((leaf) => !leaf.isDisposed));
  disposeParameters(aware.params);
  tf.dispose([...flattenParameters(aware.headParams).values()].filter((leaf) => !leaf.isDisposed));
});
