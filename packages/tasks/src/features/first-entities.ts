import type { LukeModel } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import type { LukeBatch } from "./collate.ts";
import type { ExampleDropout } from "./example-dropout.ts";
import { type InputOptions, mentionStates } from "./mention-states.ts";

/**
 * The last states of the first `count` mentions of each example, `[batch, count, hidden]`. Call it inside a tidy.
 *
 * @throws RangeError for an example with fewer entities
 */
export function firstEntities(
  model: LukeModel,
  batch: LukeBatch,
  count: number,
  options: InputOptions = {},
  dropout?: ExampleDropout,
): tf.Tensor3D {
  const places = Int32Array.from(
    { length: batch.size * count },
    (_, i) => Math.floor(i / count) * batch.entities + (i % count),
  );
  const entities = mentionStates(model, batch, places, options, dropout);
  return tf.reshape(entities, [batch.size, count, entities.shape[1]]);
}
