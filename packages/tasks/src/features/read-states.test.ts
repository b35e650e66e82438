import "@tensorflow/tfjs-backend-cpu";
import { disposeParameters, Random } from "@lukejs/kernels";
import { createLukeParams, type LukeModel, luke, lukeTiny, packedLuke } from "@lukejs/model";
import { expectClose } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collate } from "./collate.ts";
import { packTensors } from "./pack-tensors.ts";
import { readStates } from "./read-states.ts";
import { toTensors } from "./to-tensors.ts";

const int32 = (numbers: number[]): Int32Array => Int32Array.from(numbers);
const batch = collate([
  { wordIds: int32([0, 7, 8, 2]), entityIds: int32([5, 6]), entityPositions: [int32([1]), int32([1, 2])] },
  { wordIds: int32([0, 9, 2]), entityIds: int32([]), entityPositions: [] },
  { wordIds: int32([0, 3, 4, 5, 6, 2]), entityIds: int32([4]), entityPositions: [int32([3])] },
]);
let model: LukeModel;

beforeAll(async () => {
  await tf.setBackend("cpu");
  model = { config: lukeTiny, params: createLukeParams(lukeTiny, new Random(1)), headParams: {} };
});
afterAll(() => disposeParameters(model.params));

test("a batch without its padding", () => {
  tf.tidy(() => {
    const { wordIds, wordStarts, entityIds, entityStarts, entityPositionIds } = packTensors(batch);
    expect([...wordIds.dataSync()]).toEqual([0, 7, 8, 2, 0, 9, 2, 0, 3, 4, 5, 6, 2]);
    expect([...wordStarts]).toEqual([0, 4, 7, 13]);
    expect([...entityIds!.dataSync()]).toEqual([5, 6, 4]);
    expect([...entityStarts!]).toEqual([0, 2, 2, 3]);
    expect(entityPositionIds!.arraySync()).toEqual([
      [1, -1],
      [1, 2],
      [3, -1],
    ]);
    const alone = packTensors(
      collate([{ wordIds: int32([0, 2]), entityIds: int32([]), entityPositions: [] }]),
    );
    expect(Object.keys(alone)).toEqual(["wordIds", "wordStarts"]);
    expect(packedLuke(model.params, alone, model.config).entities.shape[0]).toBe(0);
  });
});

test("the states of places, in the order of the places, are those of the padded batch", async () => {
  const [words, entities] = [int32([12, 0, 6, 17, 6]), int32([4, 1])];
  const pairs = tf.tidy(() => {
    const read = readStates(model, batch, { words, entities });
    const whole = luke(model.params, toTensors(batch), model.config);
    const rows = (states: tf.Tensor3D, places: Int32Array): tf.Tensor =>
      tf.gather(
        tf.reshape(states, [states.shape[0] * states.shape[1], states.shape[2]]),
        tf.tensor1d(places, "int32"),
      );
    return [read.words, rows(whole.words, words), read.entities, rows(whole.entities!, entities)];
  });
  const [readWords, wholeWords, readEntities, wholeEntities] = await Promise.all(pairs.map((x) => x.data()));
  expectClose(readWords!, wholeWords!, 1e-5);
  expectClose(readEntities!, wholeEntities!, 1e-5);
  tf.dispose(pairs);
});

test("padding has no state", () => {
  expect(() => tf.tidy(() => void readStates(model, batch, { words: int32([9]) }))).toThrow(
    /word place 9: it is padding/,
  );
  expect(() => tf.tidy(() => void readStates(model, batch, { entities: int32([6]) }))).toThrow(
    /entity place 6/,
  );
});
