import { matMul } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";

export interface NearestEntity {
  /** Row of the table. */
  readonly id: number;
  /** Cosine, -1 to 1. */
  readonly similarity: number;
}

export interface NearestOptions {
  /** How many: 10. */
  readonly count?: number;
  /** Rows that are no answer, such as the special ones and what was asked. */
  readonly without?: ReadonlySet<number>;
  /** Rows that are compared at once, which bounds memory: 65,536. */
  readonly blockSize?: number;
}

/**
 * The rows of an entity table whose direction is nearest to that of a vector, best first.
 *
 * @param table `[entities, width]`, the static vectors of a model's entities (paper §3.1: B)
 * @param vector `[width]`
 */
export async function nearestEntities(
  table: tf.Tensor2D,
  vector: Float32Array,
  { count = 10, without = new Set(), blockSize = 65_536 }: NearestOptions = {},
): Promise<NearestEntity[]> {
  const [size, width] = table.shape;
  if (vector.length !== width) {
    throw new RangeError(`nearestEntities: the vector has ${vector.length} numbers, expected ${width}`);
  }
  const length = Math.hypot(...vector) || 1;
  const best: NearestEntity[] = [];
  for (let start = 0; start < size; start += blockSize) {
    const rows = Math.min(blockSize, size - start);
    const cosines = tf.tidy(() => {
      const block = tf.slice(table, [start, 0], [rows, width]);
      const products = matMul(block, tf.tensor2d(vector, [width, 1]));
      const lengths = tf.sqrt(tf.sum(tf.square(block), 1, true));
      return tf.reshape(tf.div(products, tf.maximum(tf.mul(lengths, length), 1e-12)), [rows]);
    });
    for (const [row, similarity] of ((await cosines.data()) as Float32Array).entries()) {
      const last = best[count - 1];
      if ((last !== undefined && similarity <= last.similarity) || without.has(start + row)) continue;
      let at = best.length;
      while (at > 0 && best[at - 1]!.similarity < similarity) at--;
      best.splice(at, 0, { id: start + row, similarity });
      if (best.length > count) best.pop();
    }
    cosines.dispose();
  }
  return best;
}

/** The cosine of the angle between two vectors of one length, 0 where one of them is zero. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, ofA, ofB] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    dot += value * b[i]!;
    ofA += value ** 2;
    ofB += b[i]! ** 2;
  }
  return dot === 0 ? 0 : dot / Math.sqrt(ofA * ofB);
}
