import { type Dropout, linear } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { applyDropout } from "../apply-dropout.ts";
import type { LinearParams } from "../parameters/luke-params.ts";

/**
 * Cloze-style question answering (§4.4): how well each candidate fills the placeholder, from the two states
 * side by side. The first entity is the placeholder, the others are the candidates. [batch, entities - 1]
 */
export function clozeScorer(
  /** [1, 2 · hidden]: placeholder, then candidate */
  params: LinearParams,
  /** [batch, entities, hidden] */
  entities: tf.Tensor3D,
  options: { readonly dropout?: Dropout | undefined } = {},
): tf.Tensor2D {
  return tf.tidy(() => {
    const [batch, numEntities, hidden] = entities.shape;
    const numCandidates = numEntities - 1;
    const placeholder = tf.slice(entities, [0, 0, 0], [batch, 1, hidden]);
    const candidates = tf.slice(entities, [0, 1, 0], [batch, numCandidates, hidden]);
    const repeated = tf.tile(placeholder, [1, numCandidates, 1]);
    const pairs = tf.concat([repeated, candidates], 2); // [batch, candidates, 2 · hidden]
    const scores = linear(applyDropout(pairs, options.dropout), params.weight, params.bias);
    return tf.reshape(scores, [batch, numCandidates]);
  });
}
