import { type Dropout, linear } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { applyDropout } from "../apply-dropout.ts";
import type { LinearParams } from "../parameters/luke-params.ts";

/** Relation classification (§4.2): scores for the concatenated first two entities (head, tail). [batch, labels] */
export function entityPairClassification(
  /** [labels, 2 · hidden], without a bias in the reference */
  params: LinearParams,
  /** [batch, entities, hidden] */
  entities: tf.Tensor3D,
  options: { readonly dropout?: Dropout | undefined } = {},
): tf.Tensor2D {
  return tf.tidy(() => {
    const [batch, , hidden] = entities.shape;
    const pair = tf.reshape(tf.slice(entities, [0, 0, 0], [batch, 2, hidden]), [batch, 2 * hidden]);
    return linear(applyDropout(pair, options.dropout), params.weight, params.bias) as tf.Tensor2D;
  });
}
