import { linear, sparseSoftmaxCrossEntropy } from "@lukejs/kernels";
import type { PretrainingExamples } from "@lukejs/tasks";
import { type TrainingTask, train } from "@lukejs/training";
import * as tf from "@tensorflow/tfjs-core";

export interface BagOfWordsOptions {
  readonly vocabSize: number;
  readonly entityVocabSize: number;
  readonly seed: number;
  readonly epochs: number;
  readonly signal?: AbortSignal;
}

/** Mentions of some examples: the words around each (those of its own name too), and what it means. */
interface Mentions {
  /** [mentions, vocab], 1 where the example has the word */
  readonly bags: Float32Array;
  readonly entities: Int32Array;
}

/**
 * A baseline that knows no order of words and no positions: logistic regression from the words of an example to each
 * entity that it mentions. Learns all mentions of `train`; gives its accuracy on all of `heldOut`.
 */
export async function bagOfWordsAccuracy(
  examples: PretrainingExamples,
  heldOut: PretrainingExamples,
  options: BagOfWordsOptions,
): Promise<number> {
  const { vocabSize, entityVocabSize, seed, epochs, signal } = options;
  const weight = tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R2>([entityVocabSize, vocabSize])));
  const bias = tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R1>([entityVocabSize])));
  const logitsOf = ({ bags, entities }: Mentions): tf.Tensor2D =>
    linear(tf.tensor2d(bags, [entities.length, vocabSize]), weight, bias) as tf.Tensor2D;
  const batchSize = 64;
  const task: TrainingTask<Mentions> = {
    params: { weight, bias },
    size: examples.size,
    microBatches: (visits) => [
      mentionsOf(
        examples,
        visits.map(({ index }) => index),
        vocabSize,
      ),
    ],
    loss: (mentions) =>
      tf.mean(sparseSoftmaxCrossEntropy(logitsOf(mentions), tf.tensor1d(mentions.entities, "int32"))),
  };
  try {
    const steps = Math.ceil((epochs * examples.size) / batchSize);
    await train(
      task,
      {
        seed,
        batchSize,
        stages: [{ name: "words", steps, learningRate: 1e-2 }],
        adamW: { biasCorrection: true, weightDecay: 0 },
      },
      signal === undefined ? {} : { signal },
    );
    let [hits, count] = [0, 0];
    for (let first = 0; first < heldOut.size; first += batchSize) {
      const indices = Array.from({ length: Math.min(batchSize, heldOut.size - first) }, (_, i) => first + i);
      const mentions = mentionsOf(heldOut, indices, vocabSize);
      const best = tf.tidy(() => tf.argMax(logitsOf(mentions), 1));
      for (const [i, id] of (await best.data()).entries()) if (id === mentions.entities[i]) hits++;
      count += mentions.entities.length;
      best.dispose();
    }
    return hits / count;
  } finally {
    tf.dispose([weight, bias]);
  }
}

function mentionsOf(examples: PretrainingExamples, indices: readonly number[], vocabSize: number): Mentions {
  const rows = indices.map((index) => examples.packed(index));
  const entities = Int32Array.from(rows.flatMap(({ entityIds }) => [...entityIds]));
  const bags = new Float32Array(entities.length * vocabSize);
  let row = 0;
  for (const { wordIds, entityIds } of rows) {
    for (let i = 0; i < entityIds.length; i++, row++) {
      for (const word of wordIds) bags[row * vocabSize + word] = 1;
    }
  }
  return { bags, entities };
}
