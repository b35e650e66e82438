import { useBackend } from "@lukejs/backend";
import { adamWUpdate, disposeParameters, flattenParameters, Random } from "@lukejs/kernels";
import { expectClose } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  clozeScorer,
  createHeadParams,
  createLukeParams,
  crossEntropyLoss,
  dropoutOf,
  type LukeConfig,
  type LukeInputs,
  type LukeParams,
  luke,
  lukeTiny,
  maskedEntityLogits,
  maskedWordLogits,
} from "./index.ts";

const config: LukeConfig = {
  ...lukeTiny,
  hiddenSize: 8,
  numHeads: 2,
  intermediateSize: 12,
  entityEmbeddingSize: 6,
};
let tensors: number;
let params: LukeParams;

beforeAll(() => useBackend("wasm"));
beforeEach(() => {
  tensors = tf.memory().numTensors;
  params = createLukeParams(config, new Random(3));
});
afterEach(() => {
  disposeParameters(params);
  expect(tf.memory().numTensors, "no tensors are left").toBe(tensors);
});

const int2d = (rows: number[][]): tf.Tensor2D => tf.tensor2d(rows, undefined, "int32");
const wordRows = [
  [0, 10, 11, 12, 2],
  [0, 20, 2, 1, 1],
];
/** Two texts, the second padded; their last entity is padding. Call in a tidy. */
function someInputs(): LukeInputs {
  return {
    wordIds: int2d(wordRows),
    wordMask: int2d(wordRows.map((row) => row.map((id) => (id === 1 ? 0 : 1)))),
    entityIds: int2d([
      [4, 5],
      [6, 0],
    ]),
    entityMask: int2d([
      [1, 1],
      [1, 0],
    ]),
    entityPositionIds: tf.tensor3d(
      [
        [
          [1, 2],
          [3, -1],
        ],
        [
          [1, -1],
          [-1, -1],
        ],
      ],
      undefined,
      "int32",
    ),
  };
}

test("new parameters are as the reference initializes them", async () => {
  const { embeddings, entityEmbeddings, layers } = params;
  const word = (await embeddings.word.data()) as Float32Array;
  const mean = word.reduce((a, b) => a + b) / word.length;
  const deviation = Math.sqrt(word.reduce((a, b) => a + (b - mean) ** 2, 0) / word.length);
  expect(mean).toBeCloseTo(0, 2);
  expect(deviation).toBeCloseTo(0.02, 2);
  const row = (table: ArrayLike<number>, at: number, width: number): number[] =>
    Array.from({ length: width }, (_, i) => table[at * width + i]!);
  expect(row(word, config.padWordId, 8)).toEqual(Array(8).fill(0));
  expect(row(await embeddings.position.data(), config.padWordId, 8)).toEqual(Array(8).fill(0));
  expect(row(await entityEmbeddings.entity.data(), 0, 6)).toEqual(Array(6).fill(0));
  const { wordToWordQuery, wordToEntityQuery, key } = layers[0]!.attention;
  expect(await wordToEntityQuery!.weight.data()).toEqual(await wordToWordQuery.weight.data());
  expect(wordToEntityQuery!.weight).not.toBe(wordToWordQuery.weight);
  expect(await key.weight.data()).not.toEqual(await wordToWordQuery.weight.data());
  expect([...(await key.bias!.data())]).toEqual(Array(8).fill(0));
  expect([...(await embeddings.norm.scale.data())]).toEqual(Array(8).fill(1));
});

test("the same seed gives the same parameters, and another another", async () => {
  const [same, other] = [createLukeParams(config, new Random(3)), createLukeParams(config, new Random(4))];
  expect(await same.embeddings.word.data()).toEqual(await params.embeddings.word.data());
  expect(await other.embeddings.word.data()).not.toEqual(await params.embeddings.word.data());
  disposeParameters(same);
  disposeParameters(other);
});

test("outputs have the shapes that were asked for, and only those are kept", () => {
  tf.tidy(() => {
    const inputs = someInputs();
    const before = tf.memory().numTensors;
    const outputs = luke(params, inputs, config, { hiddenStates: true, attentions: true });
    expect(outputs.words.shape).toEqual([2, 5, 8]);
    expect(outputs.entities?.shape).toEqual([2, 2, 8]);
    expect(outputs.pooled?.shape).toEqual([2, 8]);
    expect(outputs.hiddenStates?.map(({ words }) => words.shape)).toEqual(Array(3).fill([2, 5, 8]));
    expect(outputs.attentions?.map(({ shape }) => shape)).toEqual(Array(2).fill([2, 2, 7, 7]));
    // pooled, two attentions, and words and entities at three heights, the last being the outputs themselves
    expect(tf.memory().numTensors - before).toBe(1 + 2 + 6);
  });
});

test("a row does not depend on the rows beside it nor on its padding", async () => {
  const [together, alone] = tf.tidy(() => {
    const both = luke(params, someInputs(), config);
    const one = luke(
      params,
      {
        wordIds: int2d([[0, 20, 2]]),
        entityIds: int2d([[6]]),
        entityPositionIds: tf.tensor3d([[[1]]], undefined, "int32"),
      },
      config,
    );
    return [
      tf.concat([
        tf.reshape(tf.slice(both.words, [1, 0, 0], [1, 3, 8]), [24]),
        tf.reshape(tf.slice(both.entities!, [1, 0, 0], [1, 1, 8]), [8]),
      ]),
      tf.concat([tf.reshape(one.words, [24]), tf.reshape(one.entities!, [8])]),
    ];
  });
  expectClose(await together!.data(), await alone!.data(), 1e-5);
  tf.dispose([together!, alone!]);
});

test("dropout changes the states, the same numbers with the same random state", async () => {
  const once = (seed: number): Promise<Float32Array> => {
    const words = tf.tidy(
      () =>
        luke(params, someInputs(), config, {
          dropout: dropoutOf(config, new Random(seed)),
        }).words,
    );
    return (words.data() as Promise<Float32Array>).finally(() => words.dispose());
  };
  const first = await once(1);
  expect(await once(1)).toEqual(first);
  expect(await once(2)).not.toEqual(first);
});

test("dropout has a site after each embedding and three in each layer, as in the reference", () => {
  const random = new Random(1);
  const before = random.position;
  tf.tidy(() => {
    luke(params, someInputs(), config, { dropout: dropoutOf(config, random) });
  });
  expect(random.position - before).toBe(2 + 3 * config.numLayers);
});

test("dropout at rate 0 changes nothing", async () => {
  const [trained, plain] = tf.tidy(() => [
    luke(params, someInputs(), config, {
      dropout: { hidden: 0, attention: 0, random: new Random(1) },
    }).words,
    luke(params, someInputs(), config).words,
  ]);
  expect(await trained!.data()).toEqual(await plain!.data());
  tf.dispose([trained!, plain!]);
});

test("scores at chosen positions are the rows of all scores", async () => {
  const head = createHeadParams(config, "LukeForMaskedLM", new Random(5));
  const [all, chosen] = tf.tidy(() => {
    const { words } = luke(params, someInputs(), config);
    const table = params.embeddings.word;
    const every = maskedWordLogits(head.maskedWords!, { words, table }, config);
    const positions = tf.tensor1d([1, 6], "int32");
    return [
      tf.gather(tf.reshape(every, [10, config.vocabSize]), positions),
      maskedWordLogits(head.maskedWords!, { words, table, positions }, config),
    ];
  });
  expect(chosen!.shape).toEqual([2, config.vocabSize]);
  expectClose(await chosen!.data(), await all!.data(), 1e-6);
  tf.dispose([all!, chosen!]);
  disposeParameters(head);
});

test("the paper's entity head has one projection more than the published one", () => {
  const paper: LukeConfig = { ...config, entityHead: "paper" };
  const head = createHeadParams(paper, "LukeForMaskedLM", new Random(5));
  expect(head.maskedEntities?.dense.weight.shape).toEqual([8, 8]);
  expect(head.maskedEntities?.projection?.weight.shape).toEqual([6, 8]);
  tf.tidy(() => {
    const entities = luke(params, someInputs(), paper).entities!;
    const table = params.entityEmbeddings.entity;
    expect(maskedEntityLogits(head.maskedEntities!, { entities, table }, paper).shape).toEqual([2, 2, 50]);
  });
  disposeParameters(head);
});

test("the cloze scorer scores every entity but the first against it", async () => {
  const weight = tf.tensor2d([[1, 10, 100, 1000]]);
  const entities = tf.tensor3d([
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  ]);
  const scores = clozeScorer({ weight }, entities);
  // 1·1 + 2·10 + 3·100 + 4·1000 and 1·1 + 2·10 + 5·100 + 6·1000
  expect([...(await scores.data())]).toEqual([4321, 6521]);
  tf.dispose([weight, entities, scores]);
});

test("the mean over labels that are all ignored is 0, or NaN as in the reference on request", async () => {
  const logits = tf.tensor2d([[1, 2]]);
  const labels = tf.tensor1d([-100], "int32");
  const losses = [
    crossEntropyLoss(logits, labels),
    crossEntropyLoss(logits, labels, { whenAllIgnored: "nan" }),
  ];
  expect([(await losses[0]!.data())[0], (await losses[1]!.data())[0]]).toEqual([0, Number.NaN]);
  tf.dispose([logits, labels, ...losses]);
});

test("inputs that do not fit are refused", () => {
  tf.tidy(() => {
    const inputs = someInputs();
    const { entityPositionIds, ...withoutPositions } = inputs;
    expect(() => luke(params, withoutPositions, config)).toThrow("entityIds and entityPositionIds together");
    expect(() => luke(params, {}, config)).toThrow("either wordIds or inputEmbeddings");
    const inputEmbeddings = tf.zeros<tf.Rank.R3>([2, 5, 8]);
    expect(() => luke(params, { ...inputs, inputEmbeddings }, config)).toThrow(TypeError);
    const long = int2d([Array(63).fill(5)]);
    expect(() => luke(params, { wordIds: long }, config)).toThrow(
      "has 63 words, but the position table has room for 62",
    );
  });
});

test("a thousand training steps leave no tensor behind and the loss falls", async () => {
  const small: LukeConfig = { ...config, numLayers: 1 };
  const trained = createLukeParams(small, new Random(3), { pooler: false });
  const head = createHeadParams(small, "LukeForMaskedLM", new Random(5));
  const random = new Random(9);
  const variables = [...flattenParameters({ trained, head }).values()] as tf.Variable[];
  const zeros = (variable: tf.Variable): tf.Variable => tf.tidy(() => tf.variable(tf.zerosLike(variable)));
  const moments = variables.map((variable) => ({ first: zeros(variable), second: zeros(variable) }));
  const inputs = someInputs();
  const labels = {
    words: tf.tensor1d([10, 20], "int32"),
    wordPositions: tf.tensor1d([1, 6], "int32"),
    entities: tf.tensor1d([4, 5, 6, -100], "int32"),
  };
  const step = (at: number): tf.Scalar => {
    const { value, grads } = tf.variableGrads(() => {
      const dropout = dropoutOf(small, random.fork(at));
      const { words, entities } = luke(trained, inputs, small, { dropout });
      const wordLogits = maskedWordLogits(
        head.maskedWords!,
        { words, table: trained.embeddings.word, positions: labels.wordPositions },
        small,
      );
      const entityLogits = maskedEntityLogits(
        head.maskedEntities!,
        { entities: entities!, table: trained.entityEmbeddings.entity },
        small,
      );
      return tf.add<tf.Scalar>(
        crossEntropyLoss(wordLogits, labels.words),
        crossEntropyLoss(entityLogits, labels.entities),
      );
    }, variables);
    for (const [i, variable] of variables.entries()) {
      const gradient = grads[variable.name];
      if (gradient === undefined || gradient === null) continue;
      adamWUpdate(variable, moments[i]!, gradient, {
        learningRate: 1e-3,
        beta1: 0.9,
        beta2: 0.98,
        epsilon: 1e-6,
        weightDecay: 0.01,
        biasCorrection: true,
        step: at + 1,
      });
    }
    tf.dispose(grads);
    return value;
  };
  const first = step(0);
  const counts = { tensors: tf.memory().numTensors, buffers: tf.memory().numDataBuffers };
  for (let at = 1; at < 999; at++) step(at).dispose();
  expect({ tensors: tf.memory().numTensors, buffers: tf.memory().numDataBuffers }).toEqual(counts);
  const last = step(999);
  expect((await last.data())[0]!).toBeLessThan(0.5 * (await first.data())[0]!);
  tf.dispose([first, last, ...Object.values(inputs), ...Object.values(labels)]);
  for (const { first: m, second: v } of moments) tf.dispose([m, v]);
  disposeParameters({ trained, head });
}, 300_000);
