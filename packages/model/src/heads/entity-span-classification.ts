import { type Dropout, gatherRows, linear } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { applyDropout } from "../apply-dropout.ts";
import type { TokenStates } from "../luke-inputs.ts";
import type { LinearParams } from "../parameters/luke-params.ts";

export interface EntitySpanInputs extends TokenStates {
  /** int32 [batch, entities]: first word of each span, 0 = `<s>` */
  readonly starts: tf.Tensor2D;
  /** int32 [batch, entities]: last word of each span */
  readonly ends: tf.Tensor2D;
}

/**
 * Named entity recognition (§4.3): scores of the labels for every span, from the states of its first word,
 * its last word and its entity. [batch, entities, labels] Without entities from the two words alone, with weights of
 * [labels, 2 · hidden]: the comparison of the paper's Table 6.
 */
export function entitySpanClassification(
  params: LinearParams,
  { words, entities, starts, ends }: EntitySpanInputs,
  options: { readonly dropout?: Dropout | undefined } = {},
): tf.Tensor3D {
  return tf.tidy(() => {
    const [batch, numWords, hidden] = words.shape;
    const rows = tf.reshape(words, [batch * numWords, hidden]) as tf.Tensor2D;
    const rowOfBatch = tf.reshape(tf.range(0, batch, 1, "int32"), [batch, 1]);
    const firstRows = tf.mul(rowOfBatch, tf.scalar(numWords, "int32"));
    const first = gatherRows(rows, tf.add(firstRows, starts));
    const last = gatherRows(rows, tf.add(firstRows, ends));
    const states = entities === undefined ? [first, last] : [first, last, entities];
    const features = tf.concat(states, 2); // [batch, entities, 3 · hidden]
    return linear(applyDropout(features, options.dropout), params.weight, params.bias) as tf.Tensor3D;
  });
}
