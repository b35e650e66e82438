import { gatherRows, layerNorm, linear } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { activate } from "../activate.ts";
import type { LukeConfig } from "../config/luke-config.ts";
import type { MaskedEntitiesParams } from "../parameters/head-params.ts";

export interface MaskedEntitiesInputs {
  /** [batch, entities, hidden] */
  readonly entities: tf.Tensor3D;
  /** The entity table, [entityVocab, entityEmbedding]: the decoder */
  readonly table: tf.Tensor2D;
  /** int32 [positions], batch row · entities + entity: compute these only (training); all if absent */
  readonly positions?: tf.Tensor1D | undefined;
}

/**
 * Scores of every entity at the masked positions (§3.3): [positions, entityVocab], or [batch, entities, entityVocab]
 * without `positions`. With a `projection` in `params` this is the paper's softmax(B T m + b), without it the
 * published one, whose first layer goes straight to the entity width.
 */
export function maskedEntityLogits(
  params: MaskedEntitiesParams,
  { entities, table, positions }: MaskedEntitiesInputs,
  config: LukeConfig,
): tf.Tensor {
  return tf.tidy(() => {
    const [batch, numEntities, hidden] = entities.shape;
    const states =
      positions === undefined
        ? entities
        : gatherRows(tf.reshape(entities, [batch * numEntities, hidden]) as tf.Tensor2D, positions);
    const transformed = layerNorm(
      activate(config.activation, linear(states, params.dense.weight, params.dense.bias)),
      params.norm.scale,
      params.norm.shift,
      config.layerNormEpsilon,
    );
    const { projection } = params;
    const projected = projection === undefined ? transformed : linear(transformed, projection.weight);
    return linear(projected, table, params.bias);
  });
}
