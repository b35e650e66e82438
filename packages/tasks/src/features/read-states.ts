import { gatherRows } from "@lukejs/kernels";
import { type LukeModel, packedLuke } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import type { LukeBatch } from "./collate.ts";
import type { ExampleDropout } from "./example-dropout.ts";
import { packTensors } from "./pack-tensors.ts";

/** Places in a padded batch whose last states a head reads. */
export interface StatesToRead {
  /** Indices into `[batch · words]`, in any order; a place may come twice. */
  readonly words?: Int32Array;
  /** Indices into `[batch · entities]`. */
  readonly entities?: Int32Array;
}

/** In the order in which the places were given. */
export interface ReadStates {
  /** `[words read, hidden]` */
  readonly words: tf.Tensor2D;
  /** `[entities read, hidden]` */
  readonly entities: tf.Tensor2D;
}

/**
 * Runs the encoder on a batch without its padding, and the last layer only where it is read: the states at some words
 * and entities. Call it inside a tidy.
 *
 * @param dropoutKeys - a number of each example, [batch], by which it drops the same in any batch; those of `dropout`
 * @throws RangeError for a place that is padding or outside the batch
 */
export function readStates(
  model: LukeModel,
  batch: LukeBatch,
  { words = new Int32Array(0), entities = new Int32Array(0) }: StatesToRead,
  dropout?: ExampleDropout,
  dropoutKeys: Uint32Array | undefined = dropout?.exampleKeys,
): ReadStates {
  const wordRows = packedRows("word", batch.wordMask, words);
  const entityRows = packedRows("entity", batch.entityMask, entities);
  const [readWords, readEntities] = [ascending(wordRows), ascending(entityRows)];
  const states = packedLuke(model.params, packTensors(batch), model.config, {
    dropout,
    dropoutKeys,
    recompute: model.recompute,
    lastLayerPositions: { words: readWords, entities: readEntities },
  });
  return {
    words: inOrder(states.words, readWords, wordRows),
    entities: inOrder(states.entities, readEntities, entityRows),
  };
}

/** Where places of the padded batch stand when the padding is left out. */
function packedRows(kind: string, mask: Int32Array, places: Int32Array): Int32Array {
  let count = 0;
  const rowOf = mask.map((real) => (real === 0 ? -1 : count++));
  return places.map((place) => {
    const row = rowOf[place] ?? -1;
    if (row < 0)
      throw new RangeError(`Cannot read the state of ${kind} place ${place}: it is padding or outside`);
    return row;
  });
}

function ascending(rows: Int32Array): Int32Array {
  return Int32Array.from(new Set(rows)).sort();
}

/** Rows of `states`, which hold `sorted`, in the order of `rows`. */
function inOrder(states: tf.Tensor2D, sorted: Int32Array, rows: Int32Array): tf.Tensor2D {
  if (rows.length === sorted.length && rows.every((row, i) => row === sorted[i])) return states;
  const at = new Map(Array.from(sorted, (row, i) => [row, i] as const));
  const indices = rows.map((row) => at.get(row)!);
  return gatherRows(states, tf.tensor1d(indices, "int32")) as tf.Tensor2D;
}
