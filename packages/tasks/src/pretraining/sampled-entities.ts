/**
 * Sampled softmax over entities, for vocabularies so large that all their scores do not fit: each masked entity is
 * told from a sample of others. An entity of the sample stands for 1 / (its chance of being drawn) of them, so the sum
 * of exponentials is right on average and the loss is near that of all entities, whatever the sample's size.
 */
import { gatherRows, type Random } from "@lukejs/kernels";
import { type LukeModel, maskedEntityLogits } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";

/** Rows of the entity table to score, and what to add to the scores of each masked entity. */
export interface EntitySample {
  /** Ids, ascending: the sample and all labels. */
  readonly candidates: Int32Array;
  /** Index into `candidates` of each label. */
  readonly labels: Int32Array;
  /**
   * `[labels, candidates]`: 0 for the label itself, minus the logarithm of the chance of being drawn for the sample,
   * far below for the labels of other masked entities that are not in the sample.
   */
  readonly corrections: Float32Array;
}

/** Added to scores that do not count. */
const NEVER = -1e9;

/**
 * Draws `count` entities, frequent ones more often: ids are in order of frequency, and id k is drawn with
 * probability log((k + 2) / (k + 1)) / log(vocabulary + 1), over and over until `count` different ones are there.
 */
export function sampleEntities(
  labels: Int32Array,
  options: { readonly count: number; readonly entityVocabSize: number; readonly random: Random },
): EntitySample {
  const { entityVocabSize, random } = options;
  const count = Math.min(options.count, entityVocabSize);
  const sample = new Set<number>();
  let draws = 0;
  if (count === entityVocabSize) {
    for (let id = 0; id < count; id++) sample.add(id);
  } else {
    for (; sample.size < count; draws++) {
      const drawn = Math.floor(Math.exp(random.nextFloat() * Math.log(entityVocabSize + 1))) - 1;
      sample.add(Math.min(drawn, entityVocabSize - 1));
    }
  }
  // Math.log1p and Math.expm1: the probability of a rare id is far below the precision of 1 - p.
  const logChance = (id: number): number => {
    if (draws === 0) return 0;
    const probability = Math.log1p(1 / (id + 1)) / Math.log(entityVocabSize + 1);
    return Math.log(-Math.expm1(draws * Math.log1p(-probability)));
  };
  const candidates = Int32Array.from(new Set([...sample, ...labels])).sort();
  const place = new Map([...candidates].map((id, i) => [id, i]));
  const corrections = new Float32Array(labels.length * candidates.length);
  const base = Float32Array.from(candidates, (id) => (sample.has(id) ? -logChance(id) : NEVER));
  for (const [row, label] of labels.entries()) {
    corrections.set(base, row * candidates.length);
    corrections[row * candidates.length + place.get(label)!] = 0;
  }
  return { candidates, labels: labels.map((label) => place.get(label)!), corrections };
}

/** The corrected scores of the candidates: `[positions, candidates]`. Call it inside a tidy. */
export function sampledEntityLogits(
  model: LukeModel,
  /** `[positions, hidden]` */
  states: tf.Tensor2D,
  { candidates, labels, corrections }: EntitySample,
): tf.Tensor2D {
  const head = model.headParams.maskedEntities!;
  const ids = tf.tensor1d(candidates, "int32");
  const bias = tf.reshape(head.bias, [head.bias.size, 1]) as tf.Tensor2D;
  const rows = {
    ...head,
    bias: tf.reshape(gatherRows(bias, ids), [candidates.length]) as tf.Tensor1D,
  };
  const table = gatherRows(model.params.entityEmbeddings.entity, ids) as tf.Tensor2D;
  const entities = tf.expandDims<tf.Tensor3D>(states, 0);
  const logits = maskedEntityLogits(rows as typeof head, { entities, table }, model.config);
  const shape: [number, number] = [labels.length, candidates.length];
  return tf.add(tf.reshape(logits, shape), tf.tensor2d(corrections, shape));
}
