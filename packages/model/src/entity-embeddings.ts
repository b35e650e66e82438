import { type Dropout, gatherRows, layerNorm, linear, matMul, segmentSum } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { applyDropout } from "./apply-dropout.ts";
import type { LukeConfig } from "./config/luke-config.ts";
import type { LukeInputs } from "./luke-inputs.ts";
import type { EntityEmbeddingsParams } from "./parameters/luke-params.ts";
import { segmentEmbeddings } from "./segment-embeddings.ts";

/**
 * Entities as vectors (§3.1): entity (projected to the hidden size) + mean of the positions of its mention + segment,
 * normalized. [batch, entities, hidden]. An entity without a mention has no position part.
 *
 * @throws TypeError if `entityPositionIds` is absent
 */
export function entityEmbeddings(
  params: EntityEmbeddingsParams,
  inputs: LukeInputs,
  config: LukeConfig,
  dropout?: Dropout,
): tf.Tensor3D {
  const { entityIds, entityPositionIds, entitySegmentIds } = inputs;
  if (entityIds === undefined || entityPositionIds === undefined) {
    throw new TypeError("luke takes entityIds and entityPositionIds together");
  }
  return tf.tidy(() => {
    const rows = gatherRows(params.entity, entityIds, 0); // [batch, entities, entityEmbedding]
    const vectors = params.dense === undefined ? rows : linear(rows, params.dense.weight);
    const positions = meanPositions(params.position, entityPositionIds);
    const segments = segmentEmbeddings(params.segment, entitySegmentIds);
    const sum = tf.add<tf.Tensor3D>(tf.add(vectors, positions), segments);
    const { scale, shift } = params.norm;
    return applyDropout(layerNorm(sum, scale, shift, config.layerNormEpsilon) as tf.Tensor3D, dropout);
  });
}

/**
 * Mean of the rows of the words of each mention; -1 counts for nothing. [batch, entities, hidden]
 *
 * Written as a product of the weight of each row, [batch · entities, maxPositions], with the table: mentions have
 * room for many words and few of them are used, so gathering a vector for each would move far more memory.
 */
function meanPositions(table: tf.Tensor2D, positionIds: tf.Tensor3D): tf.Tensor3D {
  const [batch, entities, mention] = positionIds.shape;
  const [maxPositions, hidden] = table.shape;
  const numEntities = batch * entities;
  const ids = tf.reshape(positionIds, [numEntities, mention]);
  const isWord = tf.cast(tf.greaterEqual(ids, tf.scalar(0, "int32")), "float32");
  const counts = tf.maximum(tf.sum(isWord, 1, true), tf.scalar(1e-7)); // [batch · entities, 1]
  const weights = tf.reshape(tf.div(isWord, counts), [numEntities * mention, 1]);
  const firstCells = tf.reshape(tf.range(0, numEntities * maxPositions, maxPositions, "int32"), [
    numEntities,
    1,
  ]);
  const cells = tf.reshape(tf.add(firstCells, tf.maximum(ids, tf.scalar(0, "int32"))), [
    numEntities * mention,
  ]);
  const perRow = tf.reshape(
    segmentSum(weights as tf.Tensor2D, cells as tf.Tensor1D, numEntities * maxPositions),
    [numEntities, maxPositions],
  );
  return tf.reshape(matMul(perRow, table), [batch, entities, hidden]);
}
