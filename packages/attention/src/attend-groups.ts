/**
 * The definition of attention inside packed sequences, in stock ops: sequences of similar length are padded to groups,
 * and each group is a batch of dense multiplications.
 */
import { attentionSoftmax, attentionSoftmaxGradient, gatherRows, matMul } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { groupSequences, type SequenceGroup } from "./group-sequences.ts";
import { probabilityMask } from "./probability-mask.ts";
import type { SequenceAttentionAttributes, SequenceAttentionInputs } from "./sequence-attention.ts";
import { numWordRows } from "./sequence-layout.ts";

/** [query rows, hidden] */
export function attendGroups(
  inputs: SequenceAttentionInputs,
  attributes: SequenceAttentionAttributes,
): tf.Tensor2D {
  const { groups, placeOfQuery } = groupSequences(attributes.layout);
  const queries = joinQueries(inputs);
  const padded = groups
    .filter((group) => group.queries > 0)
    .map((group) => {
      const { probabilities, mask, value } = attend(queries, inputs, group, attributes);
      return joinHeads(matMul(mask === undefined ? probabilities : tf.mul(probabilities, mask), value));
    });
  return rows(padded, placeOfQuery, inputs.value.shape[1]);
}

/** Gradients of the inputs that are given, in their order. */
export function attendGroupsGradient(
  inputs: SequenceAttentionInputs,
  dy: tf.Tensor2D,
  attributes: SequenceAttentionAttributes,
): tf.Tensor2D[] {
  const { layout } = attributes;
  const { groups, placeOfQuery, placeOfKey } = groupSequences(layout);
  const queries = joinQueries(inputs);
  const parts = groups.map((group) =>
    group.queries === 0
      ? zeroGradient(group, queries.length, dy.shape[1])
      : groupGradient(queries, inputs, dy, group, attributes),
  );
  const numWords = numWordRows(layout.queries);
  const [words, entities] = [placeOfQuery.subarray(0, numWords), placeOfQuery.subarray(numWords)];
  const of = (tensors: tf.Tensor2D[], places: Int32Array): tf.Tensor2D => rows(tensors, places, dy.shape[1]);
  const towards = (kind: number): tf.Tensor2D[] => parts.map((part) => part.queries[kind]!);
  const gradients: { readonly [name in keyof SequenceAttentionInputs]-?: () => tf.Tensor2D } = {
    query: () => of(towards(0), placeOfQuery),
    wordToWordQuery: () => of(towards(0), words),
    wordToEntityQuery: () => of(towards(1), words),
    entityToWordQuery: () => of(towards(0), entities),
    entityToEntityQuery: () => of(towards(1), entities),
    key: () =>
      of(
        parts.map((part) => part.key),
        placeOfKey,
      ),
    value: () =>
      of(
        parts.map((part) => part.value),
        placeOfKey,
      ),
  };
  return Object.keys(inputs).map((name) => gradients[name as keyof SequenceAttentionInputs]());
}

/** Queries of all rows, [query rows, hidden]: for every key, or one for words and one for entities. */
function joinQueries(inputs: SequenceAttentionInputs): readonly tf.Tensor2D[] {
  const { query, wordToWordQuery, wordToEntityQuery, entityToWordQuery, entityToEntityQuery } = inputs;
  if (query !== undefined) return [query];
  const join = (words?: tf.Tensor2D, entities?: tf.Tensor2D): tf.Tensor2D =>
    words === undefined ? entities! : entities === undefined ? words : tf.concat([words, entities], 0);
  return [join(wordToWordQuery, entityToWordQuery), join(wordToEntityQuery, entityToEntityQuery)];
}

interface AttendedGroup {
  /** Of each kind of key: [sequences, heads, queries, head] */
  readonly queries: readonly tf.Tensor4D[];
  /** Of each kind of key: [sequences, heads, keys of the kind, head] */
  readonly keys: readonly tf.Tensor4D[];
  /** [sequences, heads, keys, head] */
  readonly value: tf.Tensor4D;
  /** [sequences, heads, queries, keys] */
  readonly probabilities: tf.Tensor4D;
  /** Dropout of the probabilities. */
  readonly mask: tf.Tensor4D | undefined;
}

function attend(
  queries: readonly tf.Tensor2D[],
  { key, value }: SequenceAttentionInputs,
  group: SequenceGroup,
  { layout, numHeads, ...site }: SequenceAttentionAttributes,
): AttendedGroup {
  const size = group.sequences.length;
  const head = value.shape[1] / numHeads;
  const splitHeads = (packed: tf.Tensor2D, at: Int32Array): tf.Tensor4D => {
    const padded = tf.reshape(gatherRows(packed, tf.tensor1d(at, "int32")), [
      size,
      at.length / size,
      numHeads,
      head,
    ]);
    return tf.transpose(padded, [0, 2, 1, 3]) as tf.Tensor4D;
  };
  const splitQueries = queries.map((query) => splitHeads(query, group.queryRows));
  const all = splitHeads(key, group.keyRows); // [sequences, heads, keys, head]
  const keys = queries.length === 1 ? [all] : tf.split<tf.Tensor4D>(all, [group.words, group.entities], 2);
  const scores = tf.concat(
    splitQueries.map((query, kind) => matMul(query, keys[kind]!, false, true)),
    3,
  ) as tf.Tensor4D;
  const bias = group.keyBias && tf.tensor4d(group.keyBias, [size, 1, 1, group.words + group.entities]);
  return {
    queries: splitQueries,
    keys,
    value: splitHeads(value, group.keyRows),
    probabilities: attentionSoftmax(scores, 1 / Math.sqrt(head), bias),
    mask: site.rate === 0 ? undefined : probabilityMask(group, layout, numHeads, site),
  };
}

/** Padded rows: [sequences · queries, hidden] for each kind of key, and [sequences · keys, hidden]. */
interface GroupGradient {
  readonly queries: readonly tf.Tensor2D[];
  readonly key: tf.Tensor2D;
  readonly value: tf.Tensor2D;
}

function groupGradient(
  queries: readonly tf.Tensor2D[],
  inputs: SequenceAttentionInputs,
  dy: tf.Tensor2D,
  group: SequenceGroup,
  attributes: SequenceAttentionAttributes,
): GroupGradient {
  const { numHeads } = attributes;
  const attended = attend(queries, inputs, group, attributes);
  const { probabilities, mask, value } = attended;
  const [size, , , head] = value.shape;
  const gathered = gatherRows(dy, tf.tensor1d(group.queryRows, "int32"));
  const real =
    group.queryMask === undefined
      ? gathered
      : tf.mul(gathered, tf.tensor2d(group.queryMask, [group.queryMask.length, 1]));
  const d = tf.transpose(tf.reshape(real, [size, group.queries, numHeads, head]), [0, 2, 1, 3]);
  const dropped = mask === undefined ? probabilities : tf.mul(probabilities, mask);
  const dDropped = matMul(d, value, false, true); // [sequences, heads, queries, keys]
  const dProbabilities = (mask === undefined ? dDropped : tf.mul(dDropped, mask)) as tf.Tensor4D;
  const dScores = attentionSoftmaxGradient(dProbabilities, probabilities, 1 / Math.sqrt(head));
  const kinds = attended.keys.length === 1 ? [dScores] : tf.split(dScores, [group.words, group.entities], 3);
  const dKeys = kinds.map((dKind, kind) => matMul(dKind, attended.queries[kind]!, true, false));
  return {
    queries: kinds.map((dKind, kind) => joinHeads(matMul(dKind, attended.keys[kind]!))),
    key: joinHeads(tf.concat(dKeys, 2)),
    value: joinHeads(matMul(dropped, d, true, false)),
  };
}

/** The keys of sequences from which nothing attends have no gradient. */
function zeroGradient({ keyRows }: SequenceGroup, kinds: number, hidden: number): GroupGradient {
  const zeros = (numRows: number): tf.Tensor2D => tf.zeros([numRows, hidden]);
  return {
    queries: Array.from({ length: kinds }, () => zeros(0)),
    key: zeros(keyRows.length),
    value: zeros(keyRows.length),
  };
}

/** [sequences, heads, rows, head] → [sequences · rows, hidden] */
function joinHeads(x: tf.Tensor): tf.Tensor2D {
  const [size, heads, numRows, head] = x.shape as [number, number, number, number];
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [size * numRows, heads * head]);
}

/** The packed rows from the padded rows of all groups. */
function rows(padded: readonly tf.Tensor2D[], places: Int32Array, hidden: number): tf.Tensor2D {
  const filled = padded.filter((group) => group.size > 0);
  if (filled.length === 0 || places.length === 0) return tf.zeros([places.length, hidden]);
  return gatherRows(tf.concat(filled, 0), tf.tensor1d(places, "int32")) as tf.Tensor2D;
}
