import { type Dropout, linear } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { applyDropout } from "../apply-dropout.ts";
import type { LinearParams } from "../parameters/luke-params.ts";

/** Entity typing (§4.1): scores of the labels for the first entity. [batch, labels] */
export function entityClassification(
  params: LinearParams,
  /** [batch, entities, hidden] */
  entities: tf.Tensor3D,
  options: { readonly dropout?: Dropout | undefined } = {},
): tf.Tensor2D {
  return tf.tidy(() => {
    const [batch, , hidden] = entities.shape;
    const first = tf.reshape(tf.slice(entities, [0, 0, 0], [batch, 1, hidden]), [batch, hidden]);
    const { weight, bias } = params;
    return linear(applyDropout(first, options.dropout), weight, bias) as tf.Tensor2D;
  });
}
