import { type Dropout, gatherRows, layerNorm } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { applyDropout } from "./apply-dropout.ts";
import type { LukeConfig } from "./config/luke-config.ts";
import type { LukeInputs } from "./luke-inputs.ts";
import type { WordEmbeddingsParams } from "./parameters/luke-params.ts";
import { segmentEmbeddings } from "./segment-embeddings.ts";

/**
 * Words as vectors (§3.1): word + position + segment, normalized. [batch, words, hidden]
 *
 * @throws TypeError unless exactly one of `wordIds` and `inputEmbeddings` is given
 * @throws RangeError if the text is longer than the position table
 */
export function wordEmbeddings(
  params: WordEmbeddingsParams,
  inputs: LukeInputs,
  config: LukeConfig,
  dropout?: Dropout,
): tf.Tensor3D {
  const { wordIds, inputEmbeddings, wordSegmentIds, wordPositionIds } = inputs;
  if ((wordIds === undefined) === (inputEmbeddings === undefined)) {
    throw new TypeError("luke takes either wordIds or inputEmbeddings");
  }
  const { padWordId, maxPositions } = config;
  return tf.tidy(() => {
    const vectors = inputEmbeddings ?? (gatherRows(params.word, wordIds!, padWordId) as tf.Tensor3D);
    const [batch, words] = vectors.shape;
    const longest = maxPositions - padWordId - 1;
    if (wordPositionIds === undefined && words > longest) {
      throw new RangeError(
        `The text has ${words} words, but the position table has room for ${longest} (maxPositions ${maxPositions})`,
      );
    }
    const positionIds =
      wordPositionIds ??
      (wordIds === undefined
        ? consecutivePositions(batch, words, padWordId)
        : countedPositions(wordIds, padWordId));
    const positions = gatherRows(params.position, positionIds, padWordId); // [batch, words, hidden]
    const segments = segmentEmbeddings(params.segment, wordSegmentIds);
    const sum = tf.add<tf.Tensor3D>(tf.add(vectors, positions), segments);
    const { scale, shift } = params.norm;
    return applyDropout(layerNorm(sum, scale, shift, config.layerNormEpsilon) as tf.Tensor3D, dropout);
  });
}

/** RoBERTa's positions: the first real word has `padWordId + 1`; padding has `padWordId` and is not counted. */
function countedPositions(wordIds: tf.Tensor2D, padWordId: number): tf.Tensor2D {
  const isWord = tf.cast(tf.notEqual(wordIds, tf.scalar(padWordId, "int32")), "int32");
  const counts = tf.mul(tf.cumsum(isWord, 1), isWord);
  return tf.add(counts, tf.scalar(padWordId, "int32"));
}

/** Positions of words whose ids are unknown: one after another, padding included. */
function consecutivePositions(batch: number, words: number, padWordId: number): tf.Tensor2D {
  const row = tf.range(padWordId + 1, padWordId + 1 + words, 1, "int32");
  return tf.tile(tf.reshape(row, [1, words]), [batch, 1]) as tf.Tensor2D;
}
