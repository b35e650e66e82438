import type { PackedInputs } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import type { LukeBatch } from "./collate.ts";

/** The tensors of a batch without its padding, as `packedLuke` takes them. They are the caller's. */
export function packTensors(batch: LukeBatch): PackedInputs {
  const { size, words, entities, mention } = batch;
  const wordIds = batch.wordIds.filter((_, place) => batch.wordMask[place] !== 0);
  const inputs = {
    wordIds: tf.tensor1d(wordIds, "int32"),
    wordStarts: starts(batch.wordMask, size, words),
  };
  const entityIds = batch.entityIds.filter((_, place) => batch.entityMask[place] !== 0);
  if (entityIds.length === 0) return inputs;
  const positions = batch.entityPositionIds.filter((_, i) => batch.entityMask[Math.floor(i / mention)] !== 0);
  return {
    ...inputs,
    entityIds: tf.tensor1d(entityIds, "int32"),
    entityStarts: starts(batch.entityMask, size, entities),
    entityPositionIds: tf.tensor2d(positions, [entityIds.length, mention], "int32"),
  };
}

/** Where each example begins among the real places, and where the last one ends. */
function starts(mask: Int32Array, size: number, width: number): Int32Array {
  const result = new Int32Array(size + 1);
  for (let row = 0; row < size; row++) {
    let count = result[row]!;
    for (let place = row * width; place < (row + 1) * width; place++) count += mask[place]!;
    result[row + 1] = count;
  }
  return result;
}
