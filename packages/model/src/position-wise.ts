import { type Dropout, linear, linearAddLayerNorm, linearGelu } from "@lukejs/kernels";
import type * as tf from "@tensorflow/tfjs-core";
import { activate } from "./activate.ts";
import type { LukeConfig } from "./config/luke-config.ts";
import type { LayerParams, ResidualParams } from "./parameters/luke-params.ts";

/**
 * What a layer does with each token alone: the output projection of what it gathered by attention, then the feed-forward
 * layer, each added to its residual and normalized. Words and entities are treated alike. [..., hidden]
 *
 * @param gathered - the output of attention, [..., hidden]
 * @param residual - the states that the layer began with, of the same shape
 */
export function positionWise<T extends tf.Tensor>(
  params: LayerParams,
  gathered: T,
  residual: T,
  config: LukeConfig,
  dropout?: Dropout,
): T {
  const attended = addDense(params.attentionOutput, gathered, residual, config, dropout);
  const { weight, bias } = params.intermediate;
  const inner =
    config.activation === "gelu"
      ? linearGelu(attended, weight, bias)
      : activate(config.activation, linear(attended, weight, bias)); // [..., intermediate]
  return addDense(params.output, inner, attended, config, dropout) as T;
}

function addDense(
  { dense, norm }: ResidualParams,
  x: tf.Tensor,
  residual: tf.Tensor,
  config: LukeConfig,
  dropout: Dropout | undefined,
): tf.Tensor {
  // Every site takes one number, whatever its rate.
  const site = dropout && {
    rate: dropout.hidden,
    seed: dropout.random.nextUint32(),
    rowKeys: dropout.rowKeys,
  };
  return linearAddLayerNorm(dense, norm, x, residual, { epsilon: config.layerNormEpsilon, dropout: site });
}
