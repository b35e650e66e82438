import { type Dropout, linear } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { checkProjections, checkTensor } from "./check-inputs.ts";
import type { AttentionParams, LinearParams } from "./entity-aware-attention.ts";
import { sequenceAttention } from "./sequence-attention.ts";
import { type AttentionLayout, numEntityRows, numWordRows, type SequenceLayout } from "./sequence-layout.ts";

export interface PackedAttentionInputs {
  /** What is attended to: words of all sequences, then their entities. [words + entities, hidden] */
  readonly tokens: tf.Tensor2D;
  /** What attends, in the same order, where that is not every token. [query rows, hidden] */
  readonly queryTokens?: tf.Tensor2D;
  /** Both layouts are one where every token attends. */
  readonly layout: AttentionLayout;
}

/** How packed attention is computed. `dropout` given means training. */
export interface PackedAttentionOptions {
  readonly numHeads: number;
  readonly dropout?: Dropout | undefined;
}

/**
 * Entity-aware self-attention (§3.2) of several texts without padding: the states that each row gathers, before the
 * output projection. [query rows, hidden]
 *
 * @throws RangeError where tokens do not fit the layout, or a projection or the heads the hidden size; TypeError where a
 *   tensor is not of float32
 */
export function packedEntityAwareAttention(
  params: AttentionParams,
  { tokens, queryTokens = tokens, layout }: PackedAttentionInputs,
  { numHeads, dropout }: PackedAttentionOptions,
): tf.Tensor2D {
  const { wordToWordQuery, wordToEntityQuery, entityToWordQuery, entityToEntityQuery } = params;
  const project = ({ weight, bias }: LinearParams, x: tf.Tensor2D): tf.Tensor2D =>
    linear(x, weight, bias) as tf.Tensor2D;
  const name = "packedEntityAwareAttention";
  checkTensor(`${name}: tokens`, tokens, [numRows(layout.keys), "?"]);
  const hidden = tokens.shape[1];
  checkTensor(`${name}: queryTokens`, queryTokens, [numRows(layout.queries), hidden]);
  checkProjections(name, params, hidden);
  return tf.tidy(() => {
    const oneQuery =
      !wordToEntityQuery || !entityToWordQuery || !entityToEntityQuery || numEntityRows(layout.keys) === 0;
    const words = (): tf.Tensor2D => wordRows(queryTokens, layout.queries);
    const entities = (): tf.Tensor2D => entityRows(queryTokens, layout.queries);
    const queries = oneQuery
      ? { query: project(wordToWordQuery, queryTokens) }
      : {
          ...(numWordRows(layout.queries) > 0 && {
            wordToWordQuery: project(wordToWordQuery, words()),
            wordToEntityQuery: project(wordToEntityQuery, words()),
          }),
          ...(numEntityRows(layout.queries) > 0 && {
            entityToWordQuery: project(entityToWordQuery, entities()),
            entityToEntityQuery: project(entityToEntityQuery, entities()),
          }),
        };
    return sequenceAttention(
      { ...queries, key: project(params.key, tokens), value: project(params.value, tokens) },
      {
        layout,
        numHeads,
        dropout: dropout && {
          rate: dropout.attention,
          seed: dropout.random.nextUint32(),
          rowKeys: dropout.rowKeys,
        },
      },
    );
  });
}

function numRows(layout: SequenceLayout): number {
  return numWordRows(layout) + numEntityRows(layout);
}

function wordRows(tokens: tf.Tensor2D, layout: SequenceLayout): tf.Tensor2D {
  if (numEntityRows(layout) === 0) return tokens;
  return tf.slice(tokens, [0, 0], [numWordRows(layout), tokens.shape[1]]);
}

function entityRows(tokens: tf.Tensor2D, layout: SequenceLayout): tf.Tensor2D {
  if (numWordRows(layout) === 0) return tokens;
  return tf.slice(tokens, [numWordRows(layout), 0], [numEntityRows(layout), tokens.shape[1]]);
}
