import type { Dropout } from "@lukejs/kernels";
import { type LukeModel, maskedEntityLogits, maskedWordLogits } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { readStates } from "../features/read-states.ts";
import type { MaskedBatch } from "./masked-batches.ts";
import { type EntitySample, sampledEntityLogits } from "./sampled-entities.ts";

/** Scores at the masked positions with the ids to predict there; absent where nothing is masked. */
export interface PretrainingLogits {
  /** `[positions, vocab]` and int32 `[positions]`. */
  readonly words?: { readonly logits: tf.Tensor2D; readonly labels: tf.Tensor1D };
  /** `[positions, entityVocab]`, or `[positions, candidates]` of a sample, and int32 `[positions]`. */
  readonly entities?: { readonly logits: tf.Tensor2D; readonly labels: tf.Tensor1D };
}

/**
 * The forward pass of pretraining (paper §3.3). Logits are computed only where something is masked, and with a
 * `sample` for its entities only. Call it inside a tidy.
 *
 * @throws RangeError when the model lacks the head of what is masked.
 */
export function pretrainingLogits(
  model: LukeModel,
  masked: MaskedBatch,
  dropout?: Dropout,
  sample?: EntitySample,
): PretrainingLogits {
  const { config, params, headParams } = model;
  const places = { words: masked.maskedWords, entities: masked.maskedEntities };
  const states = readStates(model, masked.batch, places, dropout, masked.dropoutKeys);
  const int32 = (values: Int32Array) => tf.tensor1d(values, "int32");
  const result: { words?: PretrainingLogits["words"]; entities?: PretrainingLogits["entities"] } = {};
  if (masked.maskedWords.length > 0) {
    const inputs = { words: tf.expandDims<tf.Tensor3D>(states.words, 0), table: params.embeddings.word };
    const logits = maskedWordLogits(required(headParams.maskedWords, "words"), inputs, config);
    result.words = { logits: asRows(logits), labels: int32(masked.wordLabels) };
  }
  if (masked.maskedEntities.length > 0 && sample !== undefined) {
    required(headParams.maskedEntities, "entities");
    result.entities = {
      logits: sampledEntityLogits(model, states.entities, sample),
      labels: int32(sample.labels),
    };
  } else if (masked.maskedEntities.length > 0) {
    const table = params.entityEmbeddings.entity;
    const inputs = { entities: tf.expandDims<tf.Tensor3D>(states.entities, 0), table };
    const logits = maskedEntityLogits(required(headParams.maskedEntities, "entities"), inputs, config);
    result.entities = { logits: asRows(logits), labels: int32(masked.entityLabels) };
  }
  return result as PretrainingLogits;
}

/** [1, positions, classes] → [positions, classes] */
function asRows(logits: tf.Tensor): tf.Tensor2D {
  return tf.reshape(logits, [logits.shape[1]!, logits.shape[2]!]);
}

function required<T>(head: T | undefined, what: string): T {
  if (head === undefined) {
    throw new RangeError(`Cannot predict masked ${what}: the model has no head for them`);
  }
  return head;
}
