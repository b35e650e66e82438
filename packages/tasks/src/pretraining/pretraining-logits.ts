import type { Dropout } from "@lukejs/kernels";
import { type LukeModel, luke, maskedEntityLogits, maskedWordLogits } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { toTensors } from "../features/to-tensors.ts";
import type { MaskedBatch } from "./masked-batches.ts";

/** Scores at the masked positions with the ids to predict there; absent where nothing is masked. */
export interface PretrainingLogits {
  /** `[positions, vocab]` and int32 `[positions]`. */
  readonly words?: { readonly logits: tf.Tensor2D; readonly labels: tf.Tensor1D };
  /** `[positions, entityVocab]` and int32 `[positions]`. */
  readonly entities?: { readonly logits: tf.Tensor2D; readonly labels: tf.Tensor1D };
}

/**
 * The forward pass of pretraining (paper §3.3). Logits are computed only where something is masked.
 * Call it inside a tidy.
 *
 * @throws RangeError when the model lacks the head of what is masked.
 */
export function pretrainingLogits(
  model: LukeModel,
  masked: MaskedBatch,
  dropout?: Dropout,
): PretrainingLogits {
  const { config, params, headParams } = model;
  const states = luke(params, toTensors(masked.batch), config, { dropout });
  const int32 = (values: Int32Array) => tf.tensor1d(values, "int32");
  const result: { words?: PretrainingLogits["words"]; entities?: PretrainingLogits["entities"] } = {};
  if (masked.maskedWords.length > 0) {
    const inputs = {
      words: states.words,
      table: params.embeddings.word,
      positions: int32(masked.maskedWords),
    };
    const logits = maskedWordLogits(required(headParams.maskedWords, "words"), inputs, config) as tf.Tensor2D;
    result.words = { logits, labels: int32(masked.wordLabels) };
  }
  if (masked.maskedEntities.length > 0) {
    const inputs = {
      entities: states.entities!,
      table: params.entityEmbeddings.entity,
      positions: int32(masked.maskedEntities),
    };
    const head = required(headParams.maskedEntities, "entities");
    const logits = maskedEntityLogits(head, inputs, config) as tf.Tensor2D;
    result.entities = { logits, labels: int32(masked.entityLabels) };
  }
  return result as PretrainingLogits;
}

function required<T>(head: T | undefined, what: string): T {
  if (head === undefined) {
    throw new RangeError(`Cannot predict masked ${what}: the model has no head for them`);
  }
  return head;
}
