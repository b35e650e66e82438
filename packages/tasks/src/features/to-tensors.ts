import type { LukeInputs } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import type { LukeBatch } from "./collate.ts";

/**
 * The one place where a batch becomes tensors. The result is the caller's (see `disposeInputs`).
 * A batch without entities gives inputs without entity fields: the model then runs on words alone.
 */
export function toTensors(
  batch: LukeBatch,
): LukeInputs & { readonly wordIds: tf.Tensor2D; readonly wordMask: tf.Tensor2D } {
  const { size, words, entities, mention } = batch;
  const inputs = {
    wordIds: tf.tensor2d(batch.wordIds, [size, words], "int32"),
    wordMask: tf.tensor2d(batch.wordMask, [size, words], "int32"),
  };
  if (entities === 0) return inputs;
  return {
    ...inputs,
    entityIds: tf.tensor2d(batch.entityIds, [size, entities], "int32"),
    entityMask: tf.tensor2d(batch.entityMask, [size, entities], "int32"),
    entityPositionIds: tf.tensor3d(batch.entityPositionIds, [size, entities, mention], "int32"),
  };
}

/** Frees every tensor of the inputs. */
export function disposeInputs(inputs: LukeInputs): void {
  tf.dispose(Object.values(inputs).filter((value) => value !== undefined));
}
