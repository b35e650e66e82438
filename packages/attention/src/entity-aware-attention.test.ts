import { beforeAll, describe, expect, test } from "vitest";
import "@tensorflow/tfjs-backend-cpu";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { Random } from "@lukejs/kernels";
import { expectClose } from "@lukejs/test-kit";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { type AttentionParams, entityAwareAttention, type LinearParams } from "./index.ts";

setWasmPaths(
  join(
    dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json")),
    "wasm-out",
  ) + sep,
);

const [batch, hidden, numHeads] = [2, 6, 2];

function tensor(shape: number[], seed: number): tf.Tensor {
  const random = new Random(seed);
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.nextNormal()),
    shape,
  );
}

function projection(seed: number): LinearParams {
  return {
    weight: tensor([hidden, hidden], seed) as tf.Tensor2D,
    bias: tensor([hidden], seed + 100) as tf.Tensor1D,
  };
}

function fourQueries(): AttentionParams {
  return {
    wordToWordQuery: projection(1),
    wordToEntityQuery: projection(2),
    entityToWordQuery: projection(3),
    entityToEntityQuery: projection(4),
    key: projection(5),
    value: projection(6),
  };
}

function states(
  words: number,
  entities: number,
): { words: tf.Tensor3D; entities: tf.Tensor3D; attentionBias: tf.Tensor4D } {
  const bias = new Float32Array(batch * (words + entities));
  bias[words - 1] = -1e4; // one masked word in the first example
  return {
    words: tensor([batch, words, hidden], 7) as tf.Tensor3D,
    entities: tensor([batch, entities, hidden], 8) as tf.Tensor3D,
    attentionBias: tf.tensor4d(bias, [batch, 1, 1, words + entities]),
  };
}

describe.each(["cpu", "wasm"])("on %s", (backend) => {
  beforeAll(async () => void (await tf.setBackend(backend)));

  test("each pair of kinds is scored by its own query (§3.2)", async () => {
    const params = fourQueries();
    const inputs = states(3, 2);
    const { probabilities } = entityAwareAttention(params, inputs, { numHeads, returnProbabilities: true });
    // The score of token i for token j by hand, over plain arrays.
    const project = async ({ weight, bias }: LinearParams, x: number[]): Promise<number[]> => {
      const w = await weight.array();
      const b = await bias!.array();
      return w.map((row, o) => row.reduce((sum, v, k) => sum + v * x[k]!, b[o]!));
    };
    const tokens = [...(await inputs.words.array())[1]!, ...(await inputs.entities.array())[1]!];
    const head = hidden / numHeads;
    const found = (await probabilities!.array())[1]!;
    for (const i of [0, 4]) {
      const scores = await Promise.all(
        tokens.map(async (token, j) => {
          const queries = [
            [params.wordToWordQuery, params.wordToEntityQuery!],
            [params.entityToWordQuery!, params.entityToEntityQuery!],
          ];
          const q = await project(queries[i < 3 ? 0 : 1]![j < 3 ? 0 : 1]!, tokens[i]!);
          const k = await project(params.key, token);
          return q.slice(0, head).reduce((sum, v, d) => sum + v * k[d]!, 0) / Math.sqrt(head);
        }),
      );
      const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
      expectClose(
        found[0]![i]!,
        scores.map((score) => Math.exp(score) / total),
        1e-5,
      );
    }
  });

  test("four equal queries are plain attention", async () => {
    const { wordToWordQuery: query, key, value } = fourQueries();
    const inputs = states(3, 2);
    const equal = {
      wordToWordQuery: query,
      wordToEntityQuery: query,
      entityToWordQuery: query,
      entityToEntityQuery: query,
      key,
      value,
    };
    const four = entityAwareAttention(equal, inputs, { numHeads });
    const plain = entityAwareAttention({ wordToWordQuery: query, key, value }, inputs, { numHeads });
    expectClose(await four.words.data(), await plain.words.data(), 1e-5);
    expectClose(await four.entities!.data(), await plain.entities!.data(), 1e-5);
  });

  test("zero entities are the same as none", async () => {
    const params = fourQueries();
    const { words, entities, attentionBias } = states(4, 0);
    const zero = entityAwareAttention(params, { words, entities, attentionBias }, { numHeads });
    const none = entityAwareAttention(params, { words, attentionBias }, { numHeads });
    expect(zero.entities!.shape).toEqual([batch, 0, hidden]);
    expect(none.entities).toBeUndefined();
    expectClose(await zero.words.data(), await none.words.data(), 0);
  });

  test("a row whose every key is masked attends to all alike", async () => {
    const inputs = {
      ...states(3, 2),
      attentionBias: tf.fill([batch, 1, 1, 5], -3.4028234663852886e38) as tf.Tensor4D,
    };
    const { probabilities } = entityAwareAttention(fourQueries(), inputs, {
      numHeads,
      returnProbabilities: true,
    });
    expectClose(await probabilities!.data(), new Float32Array(batch * numHeads * 25).fill(0.2), 1e-6);
  });

  test("gradients are slopes, with dropout, for every parameter and both inputs; nothing leaks", async () => {
    const params = fourQueries();
    const { words, entities, attentionBias } = states(3, 2);
    const names = Object.keys(params) as (keyof AttentionParams)[];
    const leaves = [words, entities, ...names.flatMap((name) => [params[name]!.weight, params[name]!.bias!])];
    const loss = (...x: tf.Tensor[]): tf.Scalar => {
      const rebuilt = Object.fromEntries(
        names.map((name, i) => [name, { weight: x[2 + 2 * i], bias: x[3 + 2 * i] }]),
      ) as unknown as AttentionParams;
      const out = entityAwareAttention(
        rebuilt,
        { words: x[0] as tf.Tensor3D, entities: x[1] as tf.Tensor3D, attentionBias },
        { numHeads, dropout: { hidden: 0, attention: 0.3, random: new Random(9) } },
      );
      const weights = tensor([batch, 5, hidden], 10);
      return tf.sum(tf.mul(tf.concat([out.words, out.entities!], 1), weights));
    };
    const before = tf.memory().numTensors;
    const gradients = tf.grads(loss)(leaves);
    expect(tf.memory().numTensors).toBe(before + leaves.length);
    const at = async (which: number, by: number): Promise<number> =>
      (
        await tf
          .tidy(() =>
            loss(
              ...leaves.map((x, i) => {
                if (i !== which) return x;
                const bump = new Float32Array(x.size);
                bump[1] = by;
                return tf.add(x, tf.tensor(bump, x.shape));
              }),
            ),
          )
          .data()
      )[0]!;
    for (const [i, gradient] of gradients.entries()) {
      const slope = ((await at(i, 0.01)) - (await at(i, -0.01))) / 0.02;
      expectClose([(await gradient.data())[1]!], [slope], 5e-3 * Math.max(1, Math.abs(slope)), `leaf ${i}`);
    }
  });
});

test("a hidden size that the heads do not divide is refused", () => {
  expect(() => entityAwareAttention(fourQueries(), states(3, 2), { numHeads: 4 })).toThrow(RangeError);
});
