import { numWordRows, type SequenceLayout } from "@lukejs/attention";
import type { Dropout } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { LukeConfig } from "./config/luke-config.ts";
import { entityEmbeddings } from "./entity-embeddings.ts";
import type { PackedInputs } from "./packed-inputs.ts";
import type { LukeParams } from "./parameters/luke-params.ts";
import { wordEmbeddings } from "./word-embeddings.ts";

/**
 * Words, then entities, of packed texts as vectors: the embeddings take the rows as one text with positions of their
 * own. [words + entities, hidden]
 *
 * @throws RangeError for a text longer than the position table
 */
export function packedEmbeddings(
  params: LukeParams,
  inputs: PackedInputs,
  layout: SequenceLayout,
  config: LukeConfig,
  dropout: Dropout | undefined,
): tf.Tensor2D {
  const asRow = (ids: tf.Tensor1D): tf.Tensor2D => tf.reshape(ids, [1, ids.size]);
  const { wordSegmentIds, entitySegmentIds, entityIds, entityPositionIds } = inputs;
  const numWords = numWordRows(layout);
  const words = wordEmbeddings(
    params.embeddings,
    {
      wordIds: asRow(inputs.wordIds),
      wordPositionIds: asRow(inputs.wordPositionIds ?? countedPositions(layout, config)),
      ...(wordSegmentIds && { wordSegmentIds: asRow(wordSegmentIds) }),
    },
    config,
    dropout && { ...dropout, rowKeys: dropout.rowKeys?.subarray(0, numWords) },
  );
  const wordTokens = tf.reshape(words, [words.shape[1], words.shape[2]]) as tf.Tensor2D;
  if (entityIds === undefined || entityIds.size === 0) {
    // Every site takes one number: what follows drops the same beside texts with entities.
    dropout?.random.nextUint32();
    return wordTokens;
  }
  if (entityPositionIds === undefined)
    throw new TypeError("packedLuke takes entityIds and entityPositionIds together");
  const entities = entityEmbeddings(
    params.entityEmbeddings,
    {
      entityIds: asRow(entityIds),
      entityPositionIds: tf.expandDims(entityPositionIds, 0),
      ...(entitySegmentIds && { entitySegmentIds: asRow(entitySegmentIds) }),
    },
    config,
    dropout && { ...dropout, rowKeys: dropout.rowKeys?.subarray(numWords) },
  );
  return tf.concat(
    [wordTokens, tf.reshape(entities, [entities.shape[1], entities.shape[2]]) as tf.Tensor2D],
    0,
  );
}

/** RoBERTa's positions: the first word of a text has `padWordId + 1`. */
function countedPositions(
  { wordStarts }: SequenceLayout,
  { padWordId, maxPositions }: LukeConfig,
): tf.Tensor1D {
  const positions = new Int32Array(wordStarts.at(-1)!);
  for (let text = 0; text < wordStarts.length - 1; text++) {
    const [start, end] = [wordStarts[text]!, wordStarts[text + 1]!];
    const longest = maxPositions - padWordId - 1;
    if (end - start > longest) {
      throw new RangeError(
        `Text ${text} has ${end - start} words, but the position table has room for ${longest} (maxPositions ${maxPositions})`,
      );
    }
    for (let row = start; row < end; row++) positions[row] = padWordId + 1 + row - start;
  }
  return tf.tensor1d(positions, "int32");
}
