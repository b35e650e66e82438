import type { LukeConfig, LukeParams } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";

/**
 * Starts both position tables as the same sinusoids, of the spread that the other weights have.
 *
 * An entity's position counts words from 0, a word's from `padWordId + 1`; the tables are shifted by that, so that an
 * entity and the words of its mention begin with the same vectors. A model that starts from RoBERTa has positions that
 * mean something already; one from scratch learns to look at an entity's own words much sooner this way.
 */
export function setSinusoids(params: LukeParams, config: LukeConfig): void {
  const { maxPositions, hiddenSize, initializerRange, padWordId } = config;
  const wave = (offset: number): tf.Tensor2D => {
    const rows = new Float32Array(maxPositions * hiddenSize);
    for (let row = 0; row < maxPositions; row++) {
      for (let i = 0; i < hiddenSize; i++) {
        const angle = (row - offset) / 1000 ** ((i >> 1) / (hiddenSize / 2));
        rows[row * hiddenSize + i] =
          initializerRange * Math.SQRT2 * (i % 2 === 0 ? Math.sin(angle) : Math.cos(angle));
      }
    }
    return tf.tensor2d(rows, [maxPositions, hiddenSize]);
  };
  const set = (table: tf.Tensor2D, offset: number): void =>
    tf.tidy(() => (table as unknown as tf.Variable<tf.Rank.R2>).assign(wave(offset)));
  set(params.embeddings.position, padWordId + 1);
  set(params.entityEmbeddings.position, 0);
}
