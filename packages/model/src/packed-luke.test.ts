import { type BackendPreference, useBackend } from "@lukejs/backend";
import { disposeParameters, flattenParameters, gatherRows, Random } from "@lukejs/kernels";
import { expectClose, startWebGpu } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createLukeParams,
  dropoutOf,
  type LukeConfig,
  type LukeInputs,
  type LukeParams,
  luke,
  lukeTiny,
  type PackedInputs,
  type PackedLukeOptions,
  type PackedPositions,
  packedLuke,
} from "./index.ts";

const config: LukeConfig = {
  ...lukeTiny,
  hiddenSize: 16,
  numHeads: 2,
  numLayers: 3,
  intermediateSize: 24,
  entityEmbeddingSize: 6,
  hiddenDropout: 0.1,
  attentionDropout: 0.1,
};

interface Text {
  readonly words: readonly number[];
  /** Id and mention. */
  readonly entities: readonly (readonly [id: number, mention: readonly number[]])[];
}

const texts: readonly Text[] = [
  {
    words: [0, 10, 11, 12, 2],
    entities: [
      [4, [1, 2]],
      [5, [3]],
    ],
  }, // prettier-ignore
  { words: [0, 20, 2], entities: [] },
  {
    words: [0, 7, 8, 9, 13, 14, 15, 16, 17, 2],
    entities: [
      [6, [5]],
      [7, []],
      [8, [1, 2, 3]],
    ],
  },
  { words: [0, 21, 22, 23, 24, 2], entities: [[9, [4]]] },
];
const mention = 3;

function startsOf(counts: readonly number[]): Int32Array {
  let sum = 0;
  return Int32Array.from([0, ...counts.map((count) => (sum += count))]);
}

const padded = (list: readonly number[], length: number, filler: number): number[] => [
  ...list,
  ...Array(length - list.length).fill(filler),
];

/** Call in a tidy. */
function pack(some: readonly Text[]): PackedInputs {
  const entities = some.flatMap((text) => text.entities);
  const ids = entities.map(([id]) => id);
  return {
    wordIds: tf.tensor1d(
      some.flatMap(({ words }) => [...words]),
      "int32",
    ),
    wordStarts: startsOf(some.map(({ words }) => words.length)),
    ...(ids.length > 0 && {
      entityIds: tf.tensor1d(ids, "int32"),
      entityStarts: startsOf(some.map((text) => text.entities.length)),
      entityPositionIds: tf.tensor2d(
        entities.map(([, words]) => padded(words, mention, -1)),
        [ids.length, mention],
        "int32",
      ),
    }),
  };
}

/** The text alone in a padded batch of one. */
function one({ words, entities }: Text): LukeInputs {
  return {
    wordIds: tf.tensor2d([[...words]], undefined, "int32"),
    ...(entities.length > 0 && {
      entityIds: tf.tensor2d([entities.map(([id]) => id)], undefined, "int32"),
      entityPositionIds: tf.tensor3d(
        [entities.map(([, list]) => padded(list, mention, -1))],
        undefined,
        "int32",
      ),
    }),
  };
}

/** Parameters that all differ: new queries would be copies of one. */
function differing(): LukeParams {
  const params = createLukeParams(config, new Random(3));
  const random = new Random(4);
  for (const leaf of flattenParameters(params).values()) {
    tf.tidy(() => {
      const noise = Float32Array.from({ length: leaf.size }, () => 0.2 * random.nextNormal());
      (leaf as tf.Variable).assign(tf.add(leaf, tf.tensor(noise, leaf.shape)));
    });
  }
  return params;
}

// WebGPU in software takes a minute: `pnpm soak` has it.
const backends: readonly BackendPreference[] = ["native", "wasm", "cpu"];
const soaked: readonly BackendPreference[] = process.env["LUKE_SOAK"] === "1" ? ["webgpu"] : [];

describe.each([...backends, ...soaked])("on %s", (backend) => {
  let params: LukeParams;
  let missing: string | undefined;

  beforeAll(async () => {
    const start = async (): Promise<string | undefined> =>
      useBackend(backend).then(
        () => undefined,
        (error) => String(error),
      );
    missing = await (backend === "webgpu" ? startWebGpu() : start());
    params = differing();
    return () => disposeParameters(params);
  });

  const variants: readonly [name: string, texts: readonly Text[], config: LukeConfig][] = [
    ["words and entities", texts, config],
    ["words alone", texts.map(({ words }) => ({ words, entities: [] })), config],
    ["original attention", texts, { ...config, useEntityAwareAttention: false }],
  ];
  test.for(variants)("%s: each text comes out as it does alone", async ([, some, variant], { skip }) => {
    if (missing !== undefined) skip(missing);
    const before = tf.memory().numTensors;
    const packed = pack(some);
    const together = packedLuke(params, packed, variant);
    const { hiddenSize } = variant;
    let [word, entity] = [0, 0];
    for (const [i, text] of some.entries()) {
      const inputs = one(text);
      const alone = luke(params, inputs, variant);
      const expectSame = async (all: tf.Tensor2D, first: number, own: tf.Tensor): Promise<void> => {
        const at = first * hiddenSize;
        expectClose((await all.data()).subarray(at, at + own.size), await own.data(), 1e-5, `text ${i}`);
      };
      await expectSame(together.words, word, alone.words);
      if (alone.entities !== undefined) await expectSame(together.entities, entity, alone.entities);
      await expectSame(together.pooled!, i, alone.pooled!);
      [word, entity] = [word + text.words.length, entity + text.entities.length];
      tf.dispose([...Object.values(inputs), ...Object.values(alone)]);
    }
    tf.dispose([...Object.values(packed), ...Object.values(together)]);
    expect(tf.memory().numTensors, "nothing leaks").toBe(before);
  });

  const positions: readonly PackedPositions[] = [
    { words: Int32Array.of(0, 3, 6, 9, 20, 23), entities: Int32Array.of(1, 4, 5) },
    { words: Int32Array.of(), entities: Int32Array.of(0, 5) },
    { words: Int32Array.of(6), entities: Int32Array.of() },
  ];
  test.for(positions)(
    "the last layer computes the rows that are read: %j",
    async (lastLayerPositions, { skip }) => {
      if (missing !== undefined) skip(missing);
      const [read, all] = tf.tidy(() => {
        const inputs = pack(texts);
        const some = packedLuke(params, inputs, config, { lastLayerPositions });
        const every = packedLuke(params, inputs, config);
        const rows = (table: tf.Tensor2D, at: Int32Array): tf.Tensor2D =>
          at.length === 0
            ? tf.zeros([0, config.hiddenSize])
            : (gatherRows(table, tf.tensor1d(at, "int32")) as tf.Tensor2D);
        expect(some.pooled).toBeUndefined();
        return [
          tf.concat([some.words, some.entities], 0),
          tf.concat(
            [rows(every.words, lastLayerPositions.words), rows(every.entities, lastLayerPositions.entities)],
            0,
          ),
        ];
      });
      expect(read!.shape[0]).toBe(lastLayerPositions.words.length + lastLayerPositions.entities.length);
      expectClose(await read!.data(), await all!.data(), 1e-5);
      tf.dispose([read!, all!]);
    },
  );

  test.for([false, true])(
    "with a key a text drops the same alone and beside others; layers computed again: %s",
    async (recompute, { skip }) => {
      if (missing !== undefined) skip(missing);
      const states = async (some: readonly Text[], dropoutKeys?: Uint32Array): Promise<Float32Array[]> => {
        const [words, entities] = tf.tidy(() => {
          const read = packedLuke(params, pack(some), config, {
            dropout: dropoutOf(config, new Random(9)),
            recompute,
            dropoutKeys,
            // Of each text the first word, the last one, and every entity.
            lastLayerPositions: endsOf(some),
          });
          return [read.words, read.entities];
        }) as [tf.Tensor2D, tf.Tensor2D];
        const arrays = await Promise.all([words.data(), entities.data()]);
        tf.dispose([words, entities]);
        return arrays.map((array) => Float32Array.from(array));
      };
      const keys = Uint32Array.from(texts, (_, i) => 0xfeedbeef * (i + 1));
      const [words, entities] = (await states(texts, keys)) as [Float32Array, Float32Array];
      let [word, entity] = [0, 0];
      for (const [i, text] of texts.entries()) {
        const alone = (await states([text], keys.slice(i, i + 1))) as [Float32Array, Float32Array];
        for (const [kind, [all, first]] of [[words, word] as const, [entities, entity] as const].entries()) {
          const own = alone[kind]!;
          expectClose(all.subarray(first, first + own.length), own, 1e-5, `text ${i}, kind ${kind}`);
        }
        [word, entity] = [word + alone[0].length, entity + alone[1].length];
      }
      expect(await states(texts, keys.toReversed())).not.toEqual([words, entities]);
      expect(await states(texts)).not.toEqual([words, entities]);
    },
  );

  const reads: readonly [name: string, PackedPositions | undefined, LukeConfig][] = [
    ["every row", undefined, config],
    ["words and entities", positions[0]!, config],
    ["entities alone", positions[1]!, config],
    ["words alone", positions[2]!, config],
    ["original attention", positions[0]!, { ...config, useEntityAwareAttention: false }],
  ];
  test.for(reads)(
    "gradients with layers computed again are those with everything kept, dropout included: %s",
    async ([, lastLayerPositions, variant], { skip }) => {
      if (missing !== undefined) skip(missing);
      const before = tf.memory().numTensors;
      const gradients = (recompute: boolean): Map<string, tf.Tensor> => {
        const leaves = [...flattenParameters(params)].filter(([name]) => !name.startsWith("pooler"));
        const grads = tf.variableGrads(
          () => {
            const dropout = dropoutOf(variant, new Random(9));
            const options = { recompute, dropout, lastLayerPositions };
            const { words, entities } = packedLuke(params, pack(texts), variant, options);
            // The sum of no rows is not to be had on WebGPU.
            const terms = [
              ...(words.size === 0 ? [] : [tf.sum(tf.square(words))]),
              ...(entities.size === 0 ? [] : [tf.sum(tf.mul(entities, tf.scalar(0.5)))]),
            ];
            return terms.reduce((sum, term) => tf.add(sum, term)) as tf.Scalar;
          },
          leaves.map(([, leaf]) => leaf as tf.Variable),
        );
        grads.value.dispose();
        const found = leaves.map(([name, leaf]) => [name, grads.grads[(leaf as tf.Variable).name]] as const);
        return new Map(found.filter((pair): pair is [string, tf.Tensor] => pair[1] != null));
      };
      const [kept, again] = [gradients(false), gradients(true)];
      expect([...again.keys()]).toEqual([...kept.keys()]);
      for (const [name, gradient] of kept) {
        expectClose(await again.get(name)!.data(), await gradient.data(), 1e-4, name);
      }
      tf.dispose([...kept.values(), ...again.values()]);
      expect(tf.memory().numTensors, "nothing leaks").toBe(before);
    },
  );
});

test("layers computed again need less memory at the peak", async () => {
  await useBackend("cpu");
  const deep = { ...config, numLayers: 8 };
  const params = createLukeParams(deep, new Random(3));
  const leaves = [...flattenParameters(params.layers).values()] as tf.Variable[];
  const peak = async (recompute: boolean): Promise<number> => {
    const before = tf.memory().numBytes;
    const { peakBytes } = await tf.profile(() => {
      const loss = () =>
        tf.sum(tf.square(packedLuke(params, pack(texts), deep, { recompute }).words)) as tf.Scalar;
      const { value, grads } = tf.variableGrads(loss, leaves);
      tf.dispose([value, ...Object.values(grads)]);
      return tf.scalar(0);
    });
    return peakBytes - before;
  };
  const gradients = leaves.reduce((bytes, leaf) => bytes + leaf.size * 4, 0);
  const [again, kept] = [await peak(true), await peak(false)];
  expect(again - gradients).toBeLessThan(0.4 * (kept - gradients));
  disposeParameters(params);
});

/** The first and the last word of each text, and every entity. */
function endsOf(some: readonly Text[]): PackedPositions {
  let [word, entity] = [0, 0];
  const words: number[] = [];
  for (const text of some) {
    words.push(word, (word += text.words.length) - 1);
    entity += text.entities.length;
  }
  return { words: Int32Array.from(words), entities: Int32Array.from({ length: entity }, (_, i) => i) };
}

describe("what does not fit is refused", () => {
  let params: LukeParams;
  beforeAll(async () => {
    await useBackend("cpu");
    params = createLukeParams(config, new Random(3));
  });
  afterAll(() => disposeParameters(params));
  const refused =
    (change: (inputs: PackedInputs) => PackedInputs, options?: PackedLukeOptions): (() => unknown) =>
    () =>
      tf.tidy(() => void packedLuke(params, change(pack(texts)), config, options));

  test("starts that do not end with the ids", () => {
    expect(refused((inputs) => ({ ...inputs, wordStarts: Int32Array.of(0, 5) }))).toThrow(
      /starts end with 5 words and 6 entities, found 24 and 6 ids/,
    );
  });

  test("entities without starts or without mentions", () => {
    expect(refused(({ entityStarts, ...inputs }) => inputs)).toThrow(/entityIds and entityStarts/);
    expect(refused(({ entityPositionIds, ...inputs }) => inputs)).toThrow(/entityIds and entityPositionIds/);
  });

  test("a text longer than the position table", () => {
    const words = new Array(config.maxPositions).fill(7);
    expect(() =>
      tf.tidy(() => void packedLuke(params, pack([texts[0]!, { words, entities: [] }]), config)),
    ).toThrow(/Text 1 has \d+ words, but the position table has room for/);
  });

  test("positions out of order or out of range", () => {
    const entities = Int32Array.of();
    expect(refused((x) => x, { lastLayerPositions: { words: Int32Array.of(3, 3), entities } })).toThrow(
      /words\[1\] is 3, expected a row in \[0, 24\) above 3/,
    );
    expect(refused((x) => x, { lastLayerPositions: { words: Int32Array.of(24), entities } })).toThrow(
      /is 24/,
    );
  });
});
