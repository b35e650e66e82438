import { type FeatureLengths, tokenCount } from "./luke-features.ts";

export interface LengthBatching {
  /** Examples per batch; the last one may be smaller. */
  readonly batchSize?: number;
  /**
   * Padded tokens per batch at most (longest words plus most entities, times examples).
   * A single example above the limit gets a batch of its own.
   */
  readonly maxTokens?: number;
  /** Examples among which equal lengths are sought; a larger pool pads less and mixes less. */
  readonly pool?: number;
}

/**
 * Groups examples of similar length, so that little padding is multiplied.
 * With `random` the examples are shuffled, sorted by length inside pools, and the batches shuffled again;
 * without it all examples are sorted by length once, longest first (the largest batch then runs first and a
 * memory limit shows at once).
 *
 * Returns indices into `features`, one list a batch; together they hold each index once.
 *
 * @throws RangeError unless batchSize or maxTokens is a positive integer.
 */
export function batchesByLength(
  features: readonly FeatureLengths[],
  options: LengthBatching,
  random?: { permutation(n: number): Int32Array },
): Int32Array[] {
  const { batchSize = Number.POSITIVE_INFINITY, maxTokens = Number.POSITIVE_INFINITY } = options;
  if (
    !(batchSize >= 1) ||
    !(maxTokens >= 1) ||
    (batchSize === maxTokens && batchSize === Number.POSITIVE_INFINITY)
  ) {
    throw new RangeError(
      `Cannot form batches: batchSize ${options.batchSize} and maxTokens ${options.maxTokens}, ` +
        "expected at least one of them, 1 or more",
    );
  }
  const order = random ? random.permutation(features.length) : Int32Array.from(features.keys());
  const pool = random
    ? (options.pool ?? 64 * (Number.isFinite(batchSize) ? batchSize : 64))
    : features.length;
  const batches: Int32Array[] = [];
  for (let start = 0; start < order.length; start += Math.max(1, pool)) {
    const indices = order.slice(start, start + Math.max(1, pool));
    const lengths = new Map([...indices].map((index) => [index, tokenCount(features[index]!)]));
    indices.sort((a, b) => lengths.get(b)! - lengths.get(a)! || a - b);
    batches.push(...cut(indices, features, batchSize, maxTokens));
  }
  if (!random) return batches;
  return [...random.permutation(batches.length)].map((index) => batches[index]!);
}

function cut(
  indices: Int32Array,
  features: readonly FeatureLengths[],
  batchSize: number,
  maxTokens: number,
): Int32Array[] {
  const batches: Int32Array[] = [];
  let first = 0;
  let words = 0;
  let entities = 0;
  for (let i = 0; i < indices.length; i++) {
    const example = features[indices[i]!]!;
    const nextWords = Math.max(words, example.wordIds.length);
    const nextEntities = Math.max(entities, example.entityIds.length);
    const count = i - first + 1;
    if (count > 1 && (count > batchSize || count * (nextWords + nextEntities) > maxTokens)) {
      batches.push(indices.slice(first, i));
      first = i;
      words = example.wordIds.length;
      entities = example.entityIds.length;
    } else {
      words = nextWords;
      entities = nextEntities;
    }
  }
  if (first < indices.length) batches.push(indices.slice(first));
  return batches;
}
