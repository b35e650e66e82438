import * as tf from "@tensorflow/tfjs-core";

/**
 * Words and entities that were joined along the tokens, apart again: [batch, words, hidden] and
 * [batch, entities, hidden]. Cut as rows of [batch, tokens · hidden], so that each row is one copy; the gradient is one
 * join instead of two padded tensors and their sum.
 *
 * @param tokens - [batch, words + entities, hidden]
 * @throws RangeError where there are fewer tokens than words
 */
export function splitTokens(
  tokens: tf.Tensor3D,
  numWords: number,
): [words: tf.Tensor3D, entities: tf.Tensor3D] {
  const [batch, numTokens, hidden] = tokens.shape;
  const numEntities = numTokens - numWords;
  if (!(numWords >= 0 && numEntities >= 0)) {
    throw new RangeError(`splitTokens: tokens are [${tokens.shape}], ${numWords} of them cannot be words`);
  }
  return tf.tidy(() => {
    const rows = tf.reshape(tokens, [batch, numTokens * hidden]);
    const [words, entities] = tf.split(rows, [numWords * hidden, numEntities * hidden], 1);
    return [
      tf.reshape(words!, [batch, numWords, hidden]),
      tf.reshape(entities!, [batch, numEntities, hidden]),
    ] as unknown as tf.TensorContainer;
  }) as unknown as [tf.Tensor3D, tf.Tensor3D];
}
