import { useBackend } from "@lukejs/backend";
import { disposeParameters, flattenParameters, type ParameterTree, Random } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import {
  type ArchitectureName,
  architectureNames,
  createHeadParams,
  createLukeParams,
  huggingFaceForward,
  type LukeConfig,
  type LukeModel,
  lukeTiny,
  type NamedTensors,
  type PackedInputs,
  packedLuke,
} from "./index.ts";

const config: LukeConfig = {
  ...lukeTiny,
  vocabSize: 11,
  entityVocabSize: 7,
  hiddenSize: 6,
  entityEmbeddingSize: 4,
  intermediateSize: 8,
  numHeads: 2,
  maxPositions: 9,
  segmentVocabSize: 2,
};

beforeAll(() => useBackend("cpu"));

const ints = (shape: number[], values: number[]): tf.Tensor => tf.tensor(values, shape, "int32");

/** Two texts of words, two entities each; the second text is padded. */
function textArgs(): NamedTensors {
  return {
    input_ids: ints([2, 5], [0, 7, 8, 9, 2, 0, 10, 2, 1, 1]),
    attention_mask: ints([2, 5], [1, 1, 1, 1, 1, 1, 1, 1, 0, 0]),
    token_type_ids: ints([2, 5], [0, 0, 1, 1, 1, 0, 1, 1, 0, 0]),
    entity_ids: ints([2, 2], [3, 4, 5, 2]),
    entity_attention_mask: ints([2, 2], [1, 1, 1, 1]),
    entity_token_type_ids: ints([2, 2], [0, 1, 0, 0]),
    entity_position_ids: ints([2, 2, 2], [1, 2, 3, -1, 1, -1, -1, -1]),
  };
}

/** What the loss of each class takes besides; the encoder alone has a loss made up here. */
const lossArgs: { readonly [name in ArchitectureName]: () => NamedTensors } = {
  LukeModel: () => ({}),
  LukeForMaskedLM: () => ({
    labels: ints([2, 5], [-100, 6, -100, 3, -100, -100, 9, -100, -100, -100]),
    entity_labels: ints([2, 2], [5, -100, -100, 1]),
  }),
  LukeForEntityClassification: () => ({ labels: ints([2], [1, 0]) }),
  LukeForEntityPairClassification: () => ({ labels: tf.tensor2d([1, 0, 0, 1, 1, 0], [2, 3]) }),
  LukeForEntitySpanClassification: () => ({
    entity_start_positions: ints([2, 2], [1, 3, 1, 2]),
    entity_end_positions: ints([2, 2], [2, 3, 1, 2]),
    labels: ints([2, 2], [0, 2, 1, -100]),
  }),
  LukeForSequenceClassification: () => ({ labels: ints([2], [2, 1]) }),
  LukeForTokenClassification: () => ({ labels: ints([2, 5], [0, 1, 2, 0, 1, 2, 0, 1, -100, -100]) }),
  LukeForQuestionAnswering: () => ({ start_positions: ints([2], [1, 2]), end_positions: ints([2], [3, 2]) }),
  LukeForMultipleChoice: () => ({ labels: ints([1], [1]) }),
  LukeForEntityCloze: () => ({ labels: tf.tensor2d([1, 0], [2, 1]) }),
};

function argsOf(architecture: ArchitectureName): NamedTensors {
  const text = textArgs();
  // The two texts are the two choices of one question.
  const isChoice = architecture === "LukeForMultipleChoice";
  const asChoices = ([name, x]: [string, tf.Tensor]): [string, tf.Tensor] => [
    name,
    tf.reshape(x, [1, ...x.shape]),
  ];
  const shaped = isChoice ? Object.fromEntries(Object.entries(text).map(asChoices)) : text;
  return { ...shaped, ...lossArgs[architecture]() };
}

/** A model whose numbers all differ: at their start biases are 0 and the queries are copies of each other. */
function modelOf(
  architecture: ArchitectureName,
  config: LukeConfig,
): LukeModel & { architecture: ArchitectureName } {
  const random = new Random(7);
  const head = createHeadParams(config, architecture, random, { numLabels: 3 });
  const params = createLukeParams(config, random, {
    pooler: !["LukeForTokenClassification", "LukeForQuestionAnswering"].includes(architecture),
  });
  for (const [name, leaf] of leavesOf({ params, headParams: head })) {
    const around = name.endsWith("scale") ? 1 : 0;
    const numbers = Float32Array.from({ length: leaf.size }, () => around + 0.4 * random.nextNormal());
    tf.tidy(() => leaf.assign(tf.tensor(numbers, leaf.shape)));
  }
  return { architecture, config, params, headParams: head };
}

function leavesOf({
  params,
  headParams,
}: Pick<LukeModel, "params" | "headParams">): Map<string, tf.Variable> {
  return flattenParameters({ ...params, ...headParams } as ParameterTree) as Map<string, tf.Variable>;
}

const paddingRows = new Map([
  ["embeddings.word", config.padWordId],
  ["embeddings.position", config.padWordId],
  ["entityEmbeddings.entity", 0],
]);

/**
 * Compares gradients with central differences at two coordinates of every parameter, the steepest and another.
 * Differences of float32 losses are good to a hundredth here. Rows of padding have no gradient on purpose, as in the
 * reference.
 */
async function expectSlopes(
  leaves: Map<string, tf.Variable>,
  loss: () => tf.Scalar,
  random: Random,
): Promise<void> {
  const before = tf.memory().numTensors;
  const names = new Map([...leaves].map(([path, leaf]) => [leaf.name, path]));
  const { value, grads } = tf.variableGrads(loss, [...leaves.values()]);
  const valueAt = async (): Promise<number> => {
    const result = tf.tidy(loss);
    const [number] = await result.data();
    result.dispose();
    return number!;
  };
  const step = 4e-3;
  for (const [variable, gradient] of Object.entries(grads)) {
    const path = names.get(variable)!;
    const leaf = leaves.get(path)!;
    const slopes = (await gradient.data()) as Float32Array;
    const numbers = Float32Array.from(await leaf.data());
    const steepest = slopes.reduce(
      (best, slope, i) => (Math.abs(slope) > Math.abs(slopes[best]!) ? i : best),
      0,
    );
    for (const at of [steepest, random.nextInt(leaf.size)]) {
      if (Math.floor(at / leaf.shape.at(-1)!) === paddingRows.get(path)) continue;
      const moved = async (by: number): Promise<number> => {
        const there = Float32Array.from(numbers);
        there[at] = there[at]! + by;
        tf.tidy(() => leaf.assign(tf.tensor(there, leaf.shape)));
        return valueAt();
      };
      const difference = ((await moved(step)) - (await moved(-step))) / (2 * step);
      const allowed = 2e-3 + 1e-2 * Math.abs(slopes[at]!);
      expect(
        Math.abs(difference - slopes[at]!),
        `${path} at ${at}: ${slopes[at]} by gradient, ${difference} by difference`,
      ).toBeLessThan(allowed);
    }
    tf.tidy(() => leaf.assign(tf.tensor(numbers, leaf.shape)));
  }
  expect(Object.keys(grads), "every parameter that is used has a gradient").toHaveLength(leaves.size);
  tf.dispose([value, ...Object.values(grads)]);
  expect(tf.memory().numTensors, "nothing leaks").toBe(before);
}

const sum = (numbers: tf.Tensor[]): tf.Scalar => numbers.reduce((a, b) => tf.add(a, b)) as tf.Scalar;

const cases: [name: string, ArchitectureName, LukeConfig][] = [
  ...architectureNames.map((name): [string, ArchitectureName, LukeConfig] => [name, name, config]),
  ["the paper's entity head", "LukeForMaskedLM", { ...config, entityHead: "paper" }],
  ["decoders of their own", "LukeForMaskedLM", { ...config, tieWordEmbeddings: false }],
  ["original attention", "LukeForEntityClassification", { ...config, useEntityAwareAttention: false }],
  [
    "an entity table as wide as the states",
    "LukeForEntityClassification",
    { ...config, entityEmbeddingSize: 6 },
  ],
  ["another activation", "LukeForEntityClassification", { ...config, activation: "gelu_new" }],
];

test.each(cases)("the gradient of every parameter is its slope: %s", async (_, architecture, variant) => {
  const model = modelOf(architecture, variant);
  const args = argsOf(architecture);
  const leaves = leavesOf(model);
  // A classifier over entities or words reads no pooled state, and plain attention no further query.
  const reads = /LukeModel|Sequence|MultipleChoice/.test(architecture);
  for (const name of leaves.keys()) {
    const unusedQuery =
      !variant.useEntityAwareAttention && /(wordToEntity|entityToWord|entityToEntity)Query/.test(name);
    if ((name.startsWith("pooler") && !reads) || unusedQuery) leaves.delete(name);
  }
  const loss = (): tf.Scalar => {
    const outputs = huggingFaceForward(model, args);
    if (outputs["loss"] !== undefined) return outputs["loss"] as tf.Scalar;
    const states = ["last_hidden_state", "entity_last_hidden_state", "pooler_output"].map(
      (name) => outputs[name]!,
    );
    return sum(states.map((x) => tf.mean(tf.square(tf.add(x, tf.scalar(0.5))))));
  };
  await expectSlopes(leaves, loss, new Random(3));
  tf.dispose(Object.values(args));
  disposeParameters({ ...model.params, ...model.headParams } as ParameterTree);
});

test.each([false, true])(
  "the gradient of every parameter is its slope: packed, layers computed again: %j",
  async (recompute) => {
    const model = modelOf("LukeModel", config);
    const leaves = leavesOf(model);
    for (const name of leaves.keys()) if (name.startsWith("pooler")) leaves.delete(name);
    const inputs: PackedInputs = {
      wordIds: ints([8], [0, 7, 8, 9, 2, 0, 10, 2]) as tf.Tensor1D,
      wordStarts: Int32Array.of(0, 5, 8),
      wordSegmentIds: ints([8], [0, 0, 1, 1, 1, 0, 1, 1]) as tf.Tensor1D,
      entityIds: ints([3], [3, 4, 5]) as tf.Tensor1D,
      entityStarts: Int32Array.of(0, 2, 3),
      entitySegmentIds: ints([3], [0, 1, 0]) as tf.Tensor1D,
      entityPositionIds: ints([3, 2], [1, 2, 3, -1, 1, -1]) as tf.Tensor2D,
    };
    const lastLayerPositions = { words: Int32Array.of(1, 3, 6), entities: Int32Array.of(0, 2) };
    const loss = (): tf.Scalar => {
      const { words, entities } = packedLuke(model.params, inputs, config, { lastLayerPositions, recompute });
      return sum([words, entities].map((x) => tf.mean(tf.square(tf.add(x, tf.scalar(0.5))))));
    };
    await expectSlopes(leaves, loss, new Random(3));
    tf.dispose(Object.values(inputs));
    disposeParameters(model.params);
  },
);
