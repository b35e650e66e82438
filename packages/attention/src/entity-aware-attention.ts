/**
 * Entity-aware self-attention (paper §3.2): words and entities attend to each other, and the query matrix is chosen by
 * the kinds of the attending token and of the token attended to.
 */
import {
  attentionSoftmax,
  type Dropout,
  dropout as drop,
  linear,
  matMul,
  splitTokens,
} from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { checkHeads, checkProjections, checkTensor } from "./check-inputs.ts";

export interface LinearParams {
  /** [out, in] */
  readonly weight: tf.Tensor2D;
  /** [out] */
  readonly bias?: tf.Tensor1D;
}

/** Without the last three queries the attention is plain: one query for every pair. */
export interface AttentionParams {
  readonly wordToWordQuery: LinearParams;
  readonly wordToEntityQuery?: LinearParams;
  readonly entityToWordQuery?: LinearParams;
  readonly entityToEntityQuery?: LinearParams;
  readonly key: LinearParams;
  readonly value: LinearParams;
}

export interface AttentionInputs {
  /** [batch, words, hidden] */
  readonly words: tf.Tensor3D;
  /** [batch, entities, hidden] */
  readonly entities?: tf.Tensor3D;
  /** Added to the scores of every query: 0, or very negative where a key is padding. [batch, 1, 1, tokens] */
  readonly attentionBias?: tf.Tensor4D;
}

/** How attention is computed. `dropout` given means training; probabilities are [batch, heads, tokens, tokens]. */
export interface AttentionOptions {
  readonly numHeads: number;
  readonly dropout?: Dropout;
  readonly returnProbabilities?: boolean;
}

export interface AttentionOutputs {
  /** [batch, words, hidden] */
  readonly words: tf.Tensor3D;
  /** [batch, entities, hidden] */
  readonly entities?: tf.Tensor3D;
  /** After dropout. [batch, heads, tokens, tokens] */
  readonly probabilities?: tf.Tensor4D;
}

/**
 * The states that each token gathers, before the output projection.
 *
 * @throws RangeError where entities do not fit the words, or a projection or the heads the hidden size; TypeError where a
 *   tensor is not of float32
 */
export function entityAwareAttention(
  params: AttentionParams,
  inputs: AttentionInputs,
  options: AttentionOptions,
): AttentionOutputs {
  const { words, entities, attentionBias } = inputs;
  const { numHeads, dropout, returnProbabilities } = options;
  const name = "entityAwareAttention";
  checkTensor(`${name}: words`, words, ["?", "?", "?"]);
  const [batch, numWords, hidden] = words.shape;
  if (entities !== undefined) checkTensor(`${name}: entities`, entities, [batch, "?", hidden]);
  const numEntities = entities?.shape[1] ?? 0;
  const tokens = numWords + numEntities;
  const head = hidden / numHeads;
  checkHeads(name, hidden, numHeads);
  checkProjections(name, params, hidden);

  return tf.tidy(() => {
    const all = numEntities === 0 ? words : (tf.concat([words, entities!], 1) as tf.Tensor3D);
    const project = ({ weight, bias }: LinearParams, x: tf.Tensor3D): tf.Tensor4D => {
      const y = tf.reshape(linear(x, weight, bias), [batch, x.shape[1], numHeads, head]);
      return tf.transpose(y, [0, 2, 1, 3]) as tf.Tensor4D; // [batch, heads, tokens, head]
    };
    const key = project(params.key, all);
    const value = project(params.value, all);
    const raw = scores(params, words, numEntities === 0 ? undefined : entities, all, key, project);
    const soft = attentionSoftmax(raw as tf.Tensor4D, 1 / Math.sqrt(head), attentionBias); // [batch, heads, tokens, tokens]
    const probabilities = (
      dropout === undefined ? soft : drop(soft, dropout.attention, dropout.random.nextUint32())
    ) as tf.Tensor4D;
    const gathered = tf.transpose(matMul(probabilities, value), [0, 2, 1, 3]); // [batch, tokens, heads, head]
    const states = tf.reshape(gathered, [batch, tokens, hidden]);
    const [wordStates, entityStates] =
      numEntities === 0 ? [states as tf.Tensor3D] : splitTokens(states as tf.Tensor3D, numWords);
    const outputs: { -readonly [K in keyof AttentionOutputs]: AttentionOutputs[K] } = { words: wordStates };
    if (entities !== undefined) outputs.entities = entityStates ?? tf.zeros([batch, 0, hidden]);
    if (returnProbabilities === true) outputs.probabilities = probabilities;
    return outputs as unknown as tf.TensorContainer;
  }) as unknown as AttentionOutputs;
}

/** Four blocks, one for each pair of kinds; one block where there is one query. [batch, heads, tokens, tokens] */
function scores(
  params: AttentionParams,
  words: tf.Tensor3D,
  entities: tf.Tensor3D | undefined,
  all: tf.Tensor3D,
  key: tf.Tensor4D,
  project: (linear: LinearParams, x: tf.Tensor3D) => tf.Tensor4D,
): tf.Tensor {
  const { wordToWordQuery, wordToEntityQuery, entityToWordQuery, entityToEntityQuery } = params;
  if (entities === undefined || !wordToEntityQuery || !entityToWordQuery || !entityToEntityQuery) {
    return matMul(project(wordToWordQuery, all), key, false, true);
  }
  const [batch, heads, , head] = key.shape;
  const numWords = words.shape[1];
  const wordKeys = tf.slice(key, [0, 0, 0, 0], [batch, heads, numWords, head]);
  const entityKeys = tf.slice(key, [0, 0, numWords, 0], [batch, heads, entities.shape[1], head]);
  const block = (query: LinearParams, x: tf.Tensor3D, keys: tf.Tensor): tf.Tensor =>
    matMul(project(query, x), keys, false, true);
  return tf.concat(
    [
      tf.concat([block(wordToWordQuery, words, wordKeys), block(wordToEntityQuery, words, entityKeys)], 3),
      tf.concat(
        [block(entityToWordQuery, entities, wordKeys), block(entityToEntityQuery, entities, entityKeys)],
        3,
      ),
    ],
    2,
  );
}
