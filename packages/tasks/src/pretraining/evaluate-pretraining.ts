import { Random, sparseSoftmaxCrossEntropy } from "@lukejs/kernels";
import type { LukeModel } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { accuracyByFrequency, type EntityAccuracyByFrequency } from "./accuracy-by-frequency.ts";
import { type ExampleSource, exampleFeatures } from "./example-source.ts";
import { type MaskingOptions, maskExample } from "./mask-example.ts";
import { type MaskedBatch, maskedBatches } from "./masked-batches.ts";
import { pretrainingLogits } from "./pretraining-logits.ts";

/** Figures on held-out examples; those of a kind that is never masked are absent. */
export type PretrainingFigures = {
  readonly loss: number;
  readonly wordLoss?: number;
  readonly entityLoss?: number;
  /** Share of masked words that get the highest score. */
  readonly wordAccuracy?: number;
  readonly entityAccuracy?: number;
  /** What always answering with the entity that is most frequent in training would get. */
  readonly mostFrequentEntityAccuracy?: number;
} & EntityAccuracyByFrequency;

export interface EvaluatePretrainingOptions {
  readonly seed: number;
  readonly masking: MaskingOptions;
  /** Padded tokens per batch: 4096. */
  readonly maxTokens?: number;
  /** Mentions per entity id in training, for the baseline and the deciles; see `PretrainingExamples.entityCounts`. */
  readonly trainEntityCounts?: Int32Array;
}

/** Sets the masks of held-out examples apart from those of training. */
const HELD_OUT_KEY = 4;

/** Masks held-out examples the same way at each call and measures the model on them, without dropout. */
export async function evaluatePretraining(
  model: LukeModel,
  heldOut: ExampleSource,
  options: EvaluatePretrainingOptions,
): Promise<PretrainingFigures> {
  const examples = Array.from({ length: heldOut.size }, (_, index) =>
    maskExample(
      exampleFeatures(heldOut.packed(index)),
      options.masking,
      new Random(options.seed, HELD_OUT_KEY, index),
    ),
  );
  const { maxTokens = 4096 } = options;
  const batches = maskedBatches(examples, { maxTokens, padWordId: model.config.padWordId });
  let [wordLoss, wordHits, entityLoss] = [0, 0, 0];
  const hits: number[] = [];
  for (const batch of batches) {
    const { words, entities } = tf.tidy(() => measure(model, batch));
    const [ofWords, ofEntities] = await Promise.all([words.data(), entities.data()]);
    tf.dispose([words, entities]);
    const { wordLabels, entityLabels } = batch;
    wordLoss += sum(ofWords.subarray(0, wordLabels.length));
    wordHits += sum(ofWords.subarray(wordLabels.length));
    entityLoss += sum(ofEntities.subarray(0, entityLabels.length));
    hits.push(...ofEntities.subarray(entityLabels.length));
  }
  const totals = {
    words: batches.reduce((count, { wordLabels }) => count + wordLabels.length, 0),
    entities: hits.length,
  };
  const frequent = options.trainEntityCounts && mostFrequent(options.trainEntityCounts);
  const labels = batches.flatMap((batch) => [...batch.entityLabels]);
  return {
    loss: (totals.words && wordLoss / totals.words) + (totals.entities && entityLoss / totals.entities),
    ...(totals.words > 0 && { wordLoss: wordLoss / totals.words, wordAccuracy: wordHits / totals.words }),
    ...(totals.entities > 0 && {
      entityLoss: entityLoss / totals.entities,
      entityAccuracy: sum(hits) / totals.entities,
    }),
    ...(totals.entities > 0 &&
      frequent !== undefined && {
        mostFrequentEntityAccuracy: labels.filter((id) => id === frequent).length / totals.entities,
      }),
    ...(options.trainEntityCounts && accuracyByFrequency(labels, hits, options.trainEntityCounts)),
  };
}

/** Losses, then hits (0 or 1), of each masked word and of each masked entity: [2 · words] and [2 · entities] */
function measure(model: LukeModel, batch: MaskedBatch): { words: tf.Tensor1D; entities: tf.Tensor1D } {
  const logits = pretrainingLogits(model, batch);
  const lossesAndHits = (part: typeof logits.words): tf.Tensor1D => {
    if (part === undefined) return tf.tensor1d([], "float32");
    const hits = tf.equal(tf.cast(tf.argMax(part.logits, 1), "int32"), part.labels);
    return tf.concat1d([
      sparseSoftmaxCrossEntropy(part.logits, part.labels) as tf.Tensor1D,
      tf.cast(hits, "float32") as tf.Tensor1D,
    ]);
  };
  return { words: lossesAndHits(logits.words), entities: lossesAndHits(logits.entities) };
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function mostFrequent(counts: Int32Array): number {
  return counts.reduce((best, count, id) => (count > counts[best]! ? id : best), 0);
}
