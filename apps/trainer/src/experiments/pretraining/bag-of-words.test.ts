import { PretrainingExamples } from "@lukejs/tasks";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { bagOfWordsAccuracy } from "./bag-of-words.ts";
import "@tensorflow/tfjs-backend-wasm";

test("entities that a word gives away are learned, others are not, and nothing leaks", async () => {
  await tf.setBackend("wasm");
  const examples = (size: number, clue: (i: number) => number) => {
    const all = new PretrainingExamples();
    for (let i = 0; i < size; i++) {
      all.append({
        wordIds: Int32Array.of(0, 10, 20 + clue(i), 11, 2),
        entityIds: Int32Array.of(3 + (i % 5)),
        entityStarts: Int32Array.of(1),
        entityLengths: Int32Array.of(1),
      });
    }
    return all;
  };
  const options = { vocabSize: 30, entityVocabSize: 8, seed: 1, epochs: 20 };
  const before = tf.memory().numTensors;
  const told = await bagOfWordsAccuracy(
    examples(200, (i) => i % 5),
    examples(50, (i) => i % 5),
    options,
  );
  const untold = await bagOfWordsAccuracy(
    examples(200, () => 0),
    examples(50, () => 0),
    options,
  );
  expect(tf.memory().numTensors).toBe(before);
  expect([told, untold]).toEqual([1, 0.2]);
});
