/** What is measured: at the sizes of a base model, 768 columns in 12 heads. */
import { type SequenceAttentionInputs, sequenceAttention } from "@lukejs/attention";
import { addLayerNorm, gelu, Random, sparseSoftmaxCrossEntropy } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";

export interface Job {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly run: (...inputs: tf.Tensor[]) => tf.Tensor;
}

export interface Sizes {
  readonly hidden: number;
  readonly numHeads: number;
  readonly vocab: number;
}

const dropout = { rate: 0.1, seed: 1 };

/** One text of `tokens` rows, an eighth of them entities, through the ops of an encoder layer and the loss. */
export function jobsOf(tokens: number, { hidden, numHeads, vocab }: Sizes): readonly Job[] {
  const entities = tokens >> 3;
  const words = tokens - entities;
  const starts = { wordStarts: Int32Array.of(0, words), entityStarts: Int32Array.of(0, entities) };
  const names = [
    "wordToWordQuery",
    "wordToEntityQuery",
    "entityToWordQuery",
    "entityToEntityQuery",
    "key",
    "value",
  ];
  const rows = [words, words, entities, entities, tokens, tokens];
  return [
    {
      name: `entity-aware attention, ${tokens} tokens`,
      shapes: rows.map((count) => [count, hidden]),
      run: (...inputs) => {
        const named = Object.fromEntries(names.map((name, i) => [name, inputs[i]!]));
        const options = { layout: { queries: starts, keys: starts }, numHeads, dropout };
        return sequenceAttention(named as unknown as SequenceAttentionInputs, options);
      },
    },
    {
      name: `bias, dropout, residual and layer norm, ${tokens} tokens`,
      shapes: [[tokens, hidden], [tokens, hidden], [hidden], [hidden], [hidden]],
      run: (x, residual, scale, shift, bias) =>
        addLayerNorm(x!, residual!, scale as tf.Tensor1D, shift as tf.Tensor1D, 1e-5, {
          bias: bias as tf.Tensor1D,
          dropout,
        }),
    },
    {
      name: `bias and GELU, ${tokens} tokens`,
      shapes: [[tokens, 4 * hidden], [4 * hidden]],
      run: (x, bias) => gelu(x!, bias as tf.Tensor1D),
    },
    {
      name: `cross-entropy of ${vocab} classes, ${tokens >> 3} rows`,
      shapes: [[tokens >> 3, vocab]],
      run: (logits) => {
        const labels = Int32Array.from({ length: tokens >> 3 }, (_, i) => (i * 7919) % vocab);
        return sparseSoftmaxCrossEntropy(logits as tf.Tensor2D, tf.tensor1d(labels, "int32"));
      },
    },
  ];
}

/** The same numbers for a seed everywhere. */
export function normals(shape: readonly number[], seed: number): tf.Tensor {
  const random = new Random(seed);
  const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.nextNormal());
  return tf.tensor(values, [...shape]);
}
