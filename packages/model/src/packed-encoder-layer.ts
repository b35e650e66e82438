import { type AttentionLayout, packedEntityAwareAttention } from "@lukejs/attention";
import type { Dropout } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { attentionParams } from "./attention-params.ts";
import type { LukeConfig } from "./config/luke-config.ts";
import type { LayerParams } from "./parameters/luke-params.ts";
import { positionWise } from "./position-wise.ts";

/**
 * One layer of the encoder over packed texts: [query rows, hidden], the states of `queryTokens` after it.
 *
 * @param tokens - states of all words, then of all entities, [words + entities, hidden]
 * @param queryTokens - the rows to compute; `tokens` for all
 */
export function packedEncoderLayer(
  params: LayerParams,
  tokens: tf.Tensor2D,
  queryTokens: tf.Tensor2D,
  layout: AttentionLayout,
  config: LukeConfig,
  dropout?: Dropout,
): tf.Tensor2D {
  return tf.tidy(() => {
    const gathered = packedEntityAwareAttention(
      attentionParams(params, config),
      { tokens, queryTokens, layout },
      { numHeads: config.numHeads, dropout },
    );
    return positionWise(params, gathered, queryTokens, config, dropout);
  });
}
