import { lukeTiny } from "@lukejs/model";
import { expect, test } from "vitest";
import { maskedBatch } from "./masked-batches.ts";
import { pretrainingWork } from "./pretraining-work.ts";

test("the operations are those of the linear layers, attention and the heads, three times over", () => {
  // Sizes 1 but for what is counted by hand: hidden 2, feed-forward 3, entity table 5 × 4, words 7.
  const config = {
    ...lukeTiny,
    numLayers: 1,
    hiddenSize: 2,
    intermediateSize: 3,
    entityEmbeddingSize: 4,
    entityVocabSize: 5,
    vocabSize: 7,
  };
  const example = (words: number) => ({
    wordIds: new Int32Array(words),
    entityIds: Int32Array.of(1),
    entityPositions: [Int32Array.of(1)],
    maskedWords: Int32Array.of(1),
    wordLabels: Int32Array.of(1),
    maskedEntities: Int32Array.of(0),
    entityLabels: Int32Array.of(1),
  });
  const work = pretrainingWork(maskedBatch([example(3), example(5)], 1), config);
  expect(work.words).toBe(8);
  // 10 tokens; sequences of 4 and 6. Queries, keys, values, output: 4 · 2·2·2 a token; feed-forward 2 · 2·2·3.
  const layer = 10 * (4 * 8 + 2 * 12) + (16 + 36) * 2 * (2 + 2);
  const wordHead = 2 * (2 * 2 * 2 + 2 * 2 * 7);
  const entityHead = 2 * (2 * 2 * 4 + 2 * 4 * 5);
  const dense = 2 * 2 * 4 * 2;
  expect(work.flops).toBe(3 * (layer + wordHead + entityHead + dense));
});
