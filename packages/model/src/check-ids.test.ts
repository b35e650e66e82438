import { type BackendPreference, useBackend } from "@lukejs/backend";
import { disposeParameters, Random } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { createLukeParams, luke, lukeTiny, packedLuke } from "./index.ts";

const int32 = (values: number[] | number[][] | number[][][]): tf.Tensor =>
  tf.tensor(values, undefined, "int32");
const words = [
  [0, 5, 6, 2],
  [0, 7, 2, 1],
];
const good = {
  wordIds: words,
  entityIds: [
    [3, 4],
    [5, 0],
  ],
  entityPositionIds: [
    [[1], [2]],
    [[1], [-1]],
  ],
};

describe.each<BackendPreference>(["native", "wasm", "cpu"])(
  "on %s, an id that is no row is named with its place",
  (backend) => {
    const cases: [name: string, change: object, message: RegExp][] = [
      ["word", { wordIds: [words[0]!, [0, 200, 2, 1]] }, /word id 200 at text 1, word 1, expected 0 to 199/],
      ["negative word", { wordIds: [[0, 5, -1, 2], words[1]!] }, /word id -1 at text 0, word 2/],
      [
        "word position",
        {
          wordPositionIds: [
            [2, 3, 4, 5],
            [2, 3, 4, 64],
          ],
        },
        /word position 64 at text 1, word 3, expected 0 to 63/,
      ],
      [
        "word segment",
        {
          wordSegmentIds: [
            [0, 0, 0, 0],
            [0, 1, 0, 0],
          ],
        },
        /word segment 1 at text 1, word 1, expected 0 to 0/,
      ],
      [
        "entity",
        {
          entityIds: [
            [3, 50],
            [5, 0],
          ],
        },
        /entity id 50 at text 0, entity 1, expected 0 to 49/,
      ],
      [
        "entity segment",
        {
          entitySegmentIds: [
            [0, 0],
            [2, 0],
          ],
        },
        /entity segment 2 at text 1, entity 0/,
      ],
      [
        "mention",
        {
          entityPositionIds: [
            [[1], [64]],
            [[1], [-1]],
          ],
        },
        /mention position 64 at text 0, entity 1, expected 0 to 63/,
      ],
      [
        "mention below none",
        {
          entityPositionIds: [
            [[1], [2]],
            [[-2], [-1]],
          ],
        },
        /mention position -2 at text 1, entity 0/,
      ],
    ];
    test.for(cases)("%s", async ([, change, message], { skip }) => {
      await useBackend(backend).catch((error) => skip(String(error)));
      const params = createLukeParams(lukeTiny, new Random(1));
      const before = tf.memory().numTensors;
      const inputs = Object.fromEntries(
        Object.entries({ ...good, ...change }).map(([name, ids]) => [name, int32(ids)]),
      );
      expect(() => luke(params, inputs, lukeTiny)).toThrow(message);
      expect(() => luke(params, inputs, lukeTiny)).toThrow(expect.objectContaining({ code: "MOD017" }));
      tf.dispose(inputs);
      expect(tf.memory().numTensors).toBe(before);
      disposeParameters(params);
    });

    test("in packed texts the place is inside the text, and a mention lies in its own text", async ({
      skip,
    }) => {
      await useBackend(backend).catch((error) => skip(String(error)));
      const params = createLukeParams(lukeTiny, new Random(1));
      const run = (change: { wordIds?: number[]; entityIds?: number[]; positions?: number[][] }): void =>
        tf.tidy(() => {
          packedLuke(
            params,
            {
              wordIds: int32(change.wordIds ?? [0, 5, 6, 2, 0, 7, 2]) as tf.Tensor1D,
              wordStarts: Int32Array.of(0, 4, 4, 7),
              entityIds: int32(change.entityIds ?? [3, 4, 5]) as tf.Tensor1D,
              entityStarts: Int32Array.of(0, 2, 2, 3),
              entityPositionIds: int32(
                change.positions ?? [
                  [1, -1],
                  [2, 3],
                  [1, 2],
                ],
              ) as tf.Tensor2D,
            },
            lukeTiny,
          );
        });
      run({});
      expect(() => run({ wordIds: [0, 5, 6, 2, 0, 999, 2] })).toThrow(/word id 999 at text 2, word 1/);
      expect(() => run({ entityIds: [3, 4, -5] })).toThrow(/entity id -5 at text 2, entity 0/);
      expect(() =>
        run({
          positions: [
            [1, -1],
            [2, 3],
            [1, 3],
          ],
        }),
      ).toThrow(/text 2, entity 0 is mentioned by word 3, but its text has 3 words/);
      disposeParameters(params);
    });
  },
);
