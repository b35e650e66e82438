import { entityAwareAttention } from "@lukejs/attention";
import { type Dropout, splitTokens } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { attentionParams } from "./attention-params.ts";
import type { LukeConfig } from "./config/luke-config.ts";
import type { TokenStates } from "./luke-inputs.ts";
import type { LayerParams } from "./parameters/luke-params.ts";
import { positionWise } from "./position-wise.ts";

export interface EncoderLayerOptions {
  /** [batch, 1, 1, tokens], added to the scores */
  readonly attentionBias?: tf.Tensor4D | undefined;
  readonly dropout?: Dropout | undefined;
  readonly returnProbabilities?: boolean | undefined;
}

export interface EncoderLayerOutputs extends TokenStates {
  /** [batch, heads, tokens, tokens] */
  readonly probabilities?: tf.Tensor4D;
}

/** One layer of the encoder: entity-aware attention (§3.4), then a feed-forward layer, each normalized after the residual. */
export function encoderLayer(
  params: LayerParams,
  states: TokenStates,
  config: LukeConfig,
  options: EncoderLayerOptions = {},
): EncoderLayerOutputs {
  const { dropout, attentionBias } = options;
  const run = (): EncoderLayerOutputs => {
    const mixed = entityAwareAttention(
      attentionParams(params, config),
      { ...states, ...(attentionBias === undefined ? {} : { attentionBias }) },
      {
        numHeads: config.numHeads,
        returnProbabilities: options.returnProbabilities ?? false,
        ...(dropout === undefined ? {} : { dropout }),
      },
    );
    const outputs = positionWise(params, joinTokens(mixed), joinTokens(states), config, dropout);
    return {
      ...separate(outputs, states),
      ...(mixed.probabilities === undefined ? {} : { probabilities: mixed.probabilities }),
    };
  };
  return tf.tidy(run as unknown as () => tf.TensorContainer) as unknown as EncoderLayerOutputs;
}

function joinTokens({ words, entities }: TokenStates): tf.Tensor3D {
  return entities === undefined ? words : tf.concat([words, entities], 1); // [batch, tokens, hidden]
}

function separate(tokens: tf.Tensor3D, like: TokenStates): TokenStates {
  if (like.entities === undefined) return { words: tokens };
  const [words, entities] = splitTokens(tokens, like.words.shape[1]);
  return { words, entities };
}
