import { entityAwareAttention } from "@lukejs/attention";
import { addLayerNorm, type Dropout, linear, splitTokens } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { activate } from "./activate.ts";
import { applyDropout } from "./apply-dropout.ts";
import type { LukeConfig } from "./config/luke-config.ts";
import type { TokenStates } from "./luke-inputs.ts";
import type { AttentionParams, LayerParams, ResidualParams } from "./parameters/luke-params.ts";

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
    const attention = config.useEntityAwareAttention ? params.attention : plainAttention(params.attention);
    const mixed = entityAwareAttention(
      attention,
      { ...states, ...(attentionBias === undefined ? {} : { attentionBias }) },
      {
        numHeads: config.numHeads,
        returnProbabilities: options.returnProbabilities ?? false,
        ...(dropout === undefined ? {} : { dropout }),
      },
    );
    // From here words and entities are treated alike: one multiplication for both.
    const residual = joinTokens(states); // [batch, tokens, hidden]
    const attended = addDense(params.attentionOutput, joinTokens(mixed), residual, config, dropout);
    const { weight, bias } = params.intermediate;
    const inner = activate(config.activation, linear(attended, weight, bias)); // [batch, tokens, intermediate]
    const outputs = addDense(params.output, inner, attended, config, dropout);
    return {
      ...separate(outputs, states),
      ...(mixed.probabilities === undefined ? {} : { probabilities: mixed.probabilities }),
    };
  };
  return tf.tidy(run as unknown as () => tf.TensorContainer) as unknown as EncoderLayerOutputs;
}

function addDense(
  { dense, norm }: ResidualParams,
  x: tf.Tensor,
  residual: tf.Tensor,
  config: LukeConfig,
  dropout: Dropout | undefined,
): tf.Tensor3D {
  const projected = applyDropout(linear(x, dense.weight, dense.bias), dropout);
  return addLayerNorm(projected, residual, norm.scale, norm.shift, config.layerNormEpsilon) as tf.Tensor3D;
}

/** Attention as RoBERTa has it: the word query for every token (Table 7, "original attention"). */
function plainAttention({ wordToWordQuery, key, value }: AttentionParams): AttentionParams {
  return { wordToWordQuery, key, value };
}

function joinTokens({ words, entities }: TokenStates): tf.Tensor3D {
  return entities === undefined ? words : tf.concat([words, entities], 1); // [batch, tokens, hidden]
}

function separate(tokens: tf.Tensor3D, like: TokenStates): TokenStates {
  if (like.entities === undefined) return { words: tokens };
  const [words, entities] = splitTokens(tokens, like.words.shape[1]);
  return { words, entities };
}
