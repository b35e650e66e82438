import * as tf from "@tensorflow/tfjs-core";

/** Words and entities of each of several texts. */
export type TextSizes = readonly (readonly [words: number, entities: number])[];

export interface AttentionCase {
  readonly keys: TextSizes;
  /** Rows that attend; those of the keys where absent. */
  readonly queries?: TextSizes;
  readonly head: number;
  readonly numHeads: number;
}

interface Layout {
  readonly wordStarts: Int32Array;
  readonly entityStarts: Int32Array;
}

/** `sequenceAttention` of @lukejs/attention. */
type Attend = (
  inputs: Record<"key" | "value", tf.Tensor2D>,
  options: {
    readonly layout: { readonly queries: Layout; readonly keys: Layout };
    readonly numHeads: number;
    readonly dropout?: {
      readonly rate: number;
      readonly seed: number;
      readonly rowKeys?: Uint32Array | undefined;
    };
  },
) => tf.Tensor2D;

/**
 * Attention of packed texts on the active backend: the states, and the gradients of a weighted sum of them for all
 * inputs; a row has a query for every key, or one for each kind of key. The same numbers go in at every call.
 */
export async function evaluateAttention(
  attend: Attend,
  { keys, queries = keys, head, numHeads }: AttentionCase,
  { byKind, rate }: { readonly byKind: boolean; readonly rate: number },
): Promise<Float32Array[]> {
  const count = (sizes: TextSizes, kind: 0 | 1): number => sizes.reduce((sum, size) => sum + size[kind], 0);
  const [words, entities] = [count(queries, 0), count(queries, 1)];
  const numKeys = count(keys, 0) + count(keys, 1);
  const perKind = {
    ...(words > 0 && { wordToWordQuery: words, wordToEntityQuery: words }),
    ...(entities > 0 && { entityToWordQuery: entities, entityToEntityQuery: entities }),
  };
  const rows = { ...(byKind ? perKind : { query: words + entities }), key: numKeys, value: numKeys };
  const options = {
    layout: { queries: layoutOf(queries), keys: layoutOf(keys) },
    numHeads,
    // Rows with keys and rows without: one of each at every call for both kinds of queries.
    ...(rate > 0 && {
      dropout: { rate, seed: 0xdeadbeef, ...(byKind && { rowKeys: scattered(words + entities) }) },
    }),
  };
  const results = tf.tidy(() => {
    const states = (...inputs: tf.Tensor[]): tf.Tensor2D => {
      const named = Object.fromEntries(Object.keys(rows).map((name, i) => [name, inputs[i]!]));
      return attend(named as Record<"key" | "value", tf.Tensor2D>, options);
    };
    const inputs = Object.values(rows).map((size, i) => waves([size, head * numHeads], i));
    const weights = waves([words + entities, head * numHeads], 99);
    const gradients = tf.grads((...x: tf.Tensor[]) => tf.sum(tf.mul(states(...x), weights)))(inputs);
    return [states(...inputs), ...gradients];
  });
  const arrays = await Promise.all(results.map((tensor) => tensor.data()));
  tf.dispose(results);
  return arrays.map((array) => Float32Array.from(array));
}

function layoutOf(sizes: TextSizes): Layout {
  const starts = (kind: 0 | 1): Int32Array => {
    let end = 0;
    return Int32Array.of(0, ...sizes.map((size) => (end += size[kind])));
  };
  return { wordStarts: starts(0), entityStarts: starts(1) };
}

/** A key of each row, none like another. */
function scattered(rows: number): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, row) => (row + 1) * 0x9e3779b1);
}

/** Numbers in [-2, 2] without a pattern. */
function waves(shape: [rows: number, columns: number], seed: number): tf.Tensor2D {
  const values = Float32Array.from({ length: shape[0] * shape[1] }, (_, i) => {
    const x = Math.sin(i * 12.9898 + seed * 78.233) * 43_758.5453;
    return 4 * (x - Math.floor(x)) - 2;
  });
  return tf.tensor2d(values, shape);
}
