import { gatherRows, gelu, layerNorm, linear } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { LukeConfig } from "../config/luke-config.ts";
import type { MaskedWordsParams } from "../parameters/head-params.ts";

export interface MaskedWordsInputs {
  /** [batch, words, hidden] */
  readonly words: tf.Tensor3D;
  /** The word table, [vocab, hidden]: the decoder unless the head has one of its own */
  readonly table: tf.Tensor2D;
  /** int32 [positions], batch row · words + word: compute these only (training); all if absent */
  readonly positions?: tf.Tensor1D | undefined;
}

/**
 * Scores of every word at the masked positions (§3.3, as RoBERTa): [positions, vocab], or [batch, words, vocab]
 * without `positions`. The activation is exact GELU whatever the configuration says, as in the reference.
 */
export function maskedWordLogits(
  params: MaskedWordsParams,
  { words, table, positions }: MaskedWordsInputs,
  config: LukeConfig,
): tf.Tensor {
  return tf.tidy(() => {
    const [batch, numWords, hidden] = words.shape;
    const states =
      positions === undefined
        ? words
        : gatherRows(tf.reshape(words, [batch * numWords, hidden]) as tf.Tensor2D, positions);
    const transformed = layerNorm(
      gelu(linear(states, params.dense.weight, params.dense.bias)),
      params.norm.scale,
      params.norm.shift,
      config.layerNormEpsilon,
    );
    return linear(transformed, params.decoder ?? table, params.bias);
  });
}
