import { type Dropout, linear } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { checkIds } from "./check-ids.ts";
import type { LukeConfig } from "./config/luke-config.ts";
import { encoderLayer } from "./encoder-layer.ts";
import { entityEmbeddings } from "./entity-embeddings.ts";
import type { LukeInputs, LukeOutputs, TokenStates } from "./luke-inputs.ts";
import type { LukeParams } from "./parameters/luke-params.ts";
import { wordEmbeddings } from "./word-embeddings.ts";

export interface LukeOptions {
  /** Given in training only. */
  readonly dropout?: Dropout | undefined;
  /** Also return the embeddings and the states after each layer. */
  readonly hiddenStates?: boolean | undefined;
  /** Also return the attention probabilities of each layer. */
  readonly attentions?: boolean | undefined;
}

/** What is added to the score of a masked token: the lowest float32, as in the reference. */
const masked = -3.4028234663852886e38;

/**
 * The encoder (paper §3): words and entities in, their contextual states out.
 * The outputs are the caller's; the inputs stay untouched.
 *
 * @throws TypeError if ids or positions are missing, RangeError if the text is longer than the position table, LukeError
 *   MOD017 for an id that is no row of its table
 */
export function luke(
  params: LukeParams,
  inputs: LukeInputs,
  config: LukeConfig,
  options: LukeOptions = {},
): LukeOutputs {
  const run = (): LukeOutputs => {
    const { dropout } = options;
    checkIds(params, inputs);
    const hasEntities = inputs.entityIds !== undefined && inputs.entityIds.shape[1] > 0;
    const words = wordEmbeddings(params.embeddings, inputs, config, dropout);
    let states: TokenStates = hasEntities
      ? { words, entities: entityEmbeddings(params.entityEmbeddings, inputs, config, dropout) }
      : { words };
    const attentionBias = maskBias(inputs, states);
    const hiddenStates: TokenStates[] = [states];
    const attentions: tf.Tensor[] = [];
    for (const layer of params.layers) {
      const { probabilities, ...next } = encoderLayer(layer, states, config, {
        attentionBias,
        dropout,
        returnProbabilities: options.attentions,
      });
      if (probabilities !== undefined) attentions.push(probabilities);
      states = next;
      if (options.hiddenStates === true) hiddenStates.push(states);
    }
    return {
      ...states,
      ...(inputs.entityIds !== undefined && !hasEntities ? { entities: noEntities(words) } : {}),
      ...(params.pooler === undefined ? {} : { pooled: pool(params.pooler, states.words) }),
      ...(options.hiddenStates === true ? { hiddenStates } : {}),
      ...(options.attentions === true ? { attentions } : {}),
    };
  };
  return tf.tidy(run as unknown as () => tf.TensorContainer) as unknown as LukeOutputs;
}

/** 0 for real tokens and the lowest number for masked ones, [batch, 1, 1, tokens]; undefined if nothing is masked. */
function maskBias(inputs: LukeInputs, { words, entities }: TokenStates): tf.Tensor4D | undefined {
  const { wordMask, entityMask } = inputs;
  if (wordMask === undefined && (entityMask === undefined || entities === undefined)) return undefined;
  const [batch, numWords] = words.shape;
  const parts: tf.Tensor2D[] = [tf.cast(wordMask ?? tf.ones([batch, numWords]), "float32")];
  if (entities !== undefined) {
    parts.push(tf.cast(entityMask ?? tf.ones([batch, entities.shape[1]]), "float32"));
  }
  const mask = tf.concat(parts, 1); // [batch, tokens]
  const bias = tf.mul(tf.sub(tf.scalar(1), mask), tf.scalar(masked));
  return tf.reshape(bias, [batch, 1, 1, mask.shape[1]!]);
}

/** tanh of a dense layer over the first word. [batch, hidden] */
function pool({ weight, bias }: NonNullable<LukeParams["pooler"]>, words: tf.Tensor3D): tf.Tensor2D {
  const [batch, , hidden] = words.shape;
  const first = tf.reshape(tf.slice(words, [0, 0, 0], [batch, 1, hidden]), [batch, hidden]);
  return tf.tanh(linear(first, weight, bias)) as tf.Tensor2D;
}

function noEntities(words: tf.Tensor3D): tf.Tensor3D {
  return tf.zeros([words.shape[0], 0, words.shape[2]]);
}
