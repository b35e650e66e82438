import type { LukeModel } from "@lukejs/model";
import type * as tf from "@tensorflow/tfjs-core";
import type { LukeBatch } from "./collate.ts";
import type { ExampleDropout } from "./example-dropout.ts";
import { readStates } from "./read-states.ts";

export interface InputOptions {
  /**
   * Whether the model reads entity tokens: true. Without them it is a RoBERTa over the same words, and a mention is
   * read at its first word token, the marker before it where the task has markers.
   */
  readonly entityInputs?: boolean | undefined;
}

/**
 * The last states of the mentions at some places of `[batch · entities]`, `[places, hidden]`: of their entity tokens,
 * or without entity inputs of their first words. Call it inside a tidy.
 *
 * @throws RangeError for a place that is padding or outside the batch
 */
export function mentionStates(
  model: LukeModel,
  batch: LukeBatch,
  places: Int32Array,
  { entityInputs = true }: InputOptions = {},
  dropout?: ExampleDropout,
): tf.Tensor2D {
  if (entityInputs) return readStates(model, batch, { entities: places }, dropout).entities;
  const words = places.map(
    (place) =>
      Math.floor(place / batch.entities) * batch.words + batch.entityPositionIds[place * batch.mention]!,
  );
  return readStates(model, withoutEntities(batch), { words }, dropout).words;
}

/** The words of a batch. */
export function withoutEntities(batch: LukeBatch): LukeBatch {
  const none = new Int32Array(0);
  return { ...batch, entities: 0, mention: 0, entityIds: none, entityMask: none, entityPositionIds: none };
}
