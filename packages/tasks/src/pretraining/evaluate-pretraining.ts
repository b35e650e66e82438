import { Random, sparseSoftmaxCrossEntropy } from "@lukejs/kernels";
import type { LukeModel } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { type MaskingOptions, maskExample } from "./mask-example.ts";
import { type MaskedBatch, maskedBatches } from "./masked-batches.ts";
import type { PretrainingExamples } from "./pretraining-examples.ts";
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
};

export interface EvaluatePretrainingOptions {
  readonly seed: number;
  readonly masking: MaskingOptions;
  /** Padded tokens per batch: 4096. */
  readonly maxTokens?: number;
  /** Mentions per entity id in training, for the baseline; see `PretrainingExamples.entityCounts`. */
  readonly trainEntityCounts?: Int32Array;
}

/** Sets the masks of held-out examples apart from those of training. */
const HELD_OUT_KEY = 4;

/** Masks held-out examples the same way at each call and measures the model on them, without dropout. */
export async function evaluatePretraining(
  model: LukeModel,
  heldOut: PretrainingExamples,
  options: EvaluatePretrainingOptions,
): Promise<PretrainingFigures> {
  const examples = Array.from({ length: heldOut.size }, (_, index) =>
    maskExample(heldOut.at(index), options.masking, new Random(options.seed, HELD_OUT_KEY, index)),
  );
  const { maxTokens = 4096 } = options;
  const batches = maskedBatches(examples, { maxTokens, padWordId: model.config.padWordId });
  const sums = [0, 0, 0, 0];
  for (const batch of batches) {
    const measured = tf.tidy(() => measure(model, batch));
    const numbers = await measured.data();
    measured.dispose();
    for (const i of sums.keys()) sums[i]! += numbers[i]!;
  }
  const [wordLoss, wordHits, entityLoss, entityHits] = sums as [number, number, number, number];
  const totals = batches[0]?.totals ?? { words: 0, entities: 0 };
  const frequent = options.trainEntityCounts && mostFrequent(options.trainEntityCounts);
  const labels = batches.flatMap((batch) => [...batch.entityLabels]);
  return {
    loss: (totals.words && wordLoss / totals.words) + (totals.entities && entityLoss / totals.entities),
    ...(totals.words > 0 && { wordLoss: wordLoss / totals.words, wordAccuracy: wordHits / totals.words }),
    ...(totals.entities > 0 && {
      entityLoss: entityLoss / totals.entities,
      entityAccuracy: entityHits / totals.entities,
    }),
    ...(totals.entities > 0 &&
      frequent !== undefined && {
        mostFrequentEntityAccuracy: labels.filter((id) => id === frequent).length / totals.entities,
      }),
  };
}

/** Summed losses and hits: words, words, entities, entities. [4] */
function measure(model: LukeModel, batch: MaskedBatch): tf.Tensor1D {
  const { words, entities } = pretrainingLogits(model, batch);
  const figures = [words, entities].flatMap((part) => {
    if (part === undefined) return [tf.scalar(0), tf.scalar(0)];
    const hits = tf.equal(tf.cast(tf.argMax(part.logits, 1), "int32"), part.labels);
    return [tf.sum(sparseSoftmaxCrossEntropy(part.logits, part.labels)), tf.sum(tf.cast(hits, "float32"))];
  });
  return tf.stack(figures) as tf.Tensor1D;
}

function mostFrequent(counts: Int32Array): number {
  return counts.reduce((best, count, id) => (count > counts[best]! ? id : best), 0);
}
