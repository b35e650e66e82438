import * as tf from "@tensorflow/tfjs-core";
import type { LukeModel } from "../luke-model.ts";
import type { LayerParams, LinearParams } from "../parameters/luke-params.ts";

/**
 * A model with entity-aware attention whose three additional queries are copies of the word query (§3.4):
 * the start of fine-tuning from a model that was pretrained with plain attention. Its outputs are the same.
 * Other parameters are shared with `model`; free the replaced ones with `disposeReplaced`.
 */
export function copyQueries<M extends LukeModel>(model: M): M {
  const layers = model.params.layers.map((layer): LayerParams => {
    const { wordToWordQuery } = layer.attention;
    return {
      ...layer,
      attention: {
        ...layer.attention,
        wordToEntityQuery: copyLinear(wordToWordQuery),
        entityToWordQuery: copyLinear(wordToWordQuery),
        entityToEntityQuery: copyLinear(wordToWordQuery),
      },
    };
  });
  return {
    ...model,
    config: { ...model.config, useEntityAwareAttention: true },
    params: { ...model.params, layers },
  };
}

/** A model with plain attention (Table 7): the word query for every pair. Parameters are shared with `model`. */
export function dropQueries<M extends LukeModel>(model: M): M {
  const layers = model.params.layers.map((layer): LayerParams => {
    const { wordToWordQuery, key, value } = layer.attention;
    return { ...layer, attention: { wordToWordQuery, key, value } };
  });
  return {
    ...model,
    config: { ...model.config, useEntityAwareAttention: false },
    params: { ...model.params, layers },
  };
}

function copyLinear({ weight, bias }: LinearParams): LinearParams {
  const copy = <T extends tf.Tensor>(tensor: T): T =>
    tf.tidy(() => tf.variable(tf.clone(tensor))) as unknown as T;
  return { weight: copy(weight), ...(bias === undefined ? {} : { bias: copy(bias) }) };
}
