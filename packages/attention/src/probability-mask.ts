import { type DropoutSite, dropoutHash, rowDropoutMask } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { SequenceGroup } from "./group-sequences.ts";
import type { AttentionLayout } from "./sequence-layout.ts";

/**
 * Dropout of the probabilities of a group, [sequences, heads, queries, keys]: 0 or 1 / (1 - rate). A probability is
 * known by its packed query row (or that row's key), its head and the place of its key in the sequence, words before entities, so the mask
 * does not depend on how sequences are grouped.
 */
export function probabilityMask(
  group: SequenceGroup,
  { keys }: AttentionLayout,
  numHeads: number,
  { rate, seed, rowKeys }: DropoutSite,
): tf.Tensor4D {
  const { sequences, queries, queryRows, words, entities } = group;
  const numKeys = words + entities;
  const seeds = new Uint32Array(sequences.length * numHeads * queries);
  for (let n = 0, at = 0; n < sequences.length; n++) {
    for (let head = 0; head < numHeads; head++) {
      for (let query = 0; query < queries; query++, at++) {
        const row = queryRows[n * queries + query]!;
        const key = rowKeys === undefined ? row : rowKeys[row]!;
        seeds[at] = dropoutHash(Math.imul(key, numHeads) + head, seed);
      }
    }
  }
  const mask = rowDropoutMask(seeds, numKeys, rate);
  for (const [n, i] of sequences.entries()) {
    // Padding stands between the words and the entities of shorter texts: their entities were drawn further left.
    const numWords = keys.wordStarts[i + 1]! - keys.wordStarts[i]!;
    if (entities === 0 || numWords === words) continue;
    const rowsBefore = n * numHeads * queries;
    for (let row = rowsBefore; row < rowsBefore + numHeads * queries; row++) {
      const at = row * numKeys;
      mask.copyWithin(at + words, at + numWords, at + numWords + entities);
    }
  }
  return tf.tensor4d(mask, [sequences.length, numHeads, queries, numKeys]);
}
