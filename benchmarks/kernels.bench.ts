/**
 * Claim: on the native runtime each fused op in C++ beats TensorFlow's ops in a row, forward with its gradient, and AdamW
 * runs within 1.5 × of what copying its bytes takes.
 *
 * Method: 1088 tokens of LUKE-base (8 × 128 words + 8 entities), both sides in one process, interleaved, one number of
 * the result read back; ratios of minima. AdamW moves 28 bytes a parameter; the bandwidth is that of reading as many
 * numbers once (TensorFlow's L2Loss), which writes nothing and so is the higher one.
 */
import { loadavg } from "node:os";
import { sequenceAttention } from "@lukejs/attention";
import { useBackend } from "@lukejs/backend";
import {
  adamWUpdate,
  attentionSoftmax,
  dropout,
  gatherRows,
  gelu,
  hasOpLibrary,
  linearAddLayerNorm,
  sparseSoftmaxCrossEntropy,
  sumOfSquares,
} from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { interleave } from "./interleave.ts";
import { reportBenchmark } from "./report-benchmark.ts";

const { name, description } = await useBackend("native");
if (name !== "tensorflow" || !hasOpLibrary())
  throw new Error("this benchmark needs the native runtime and its ops");

const [texts, words, entities, hidden, numHeads] = [8, 128, 8, 768, 12];
const rows = texts * (words + entities);
const normal = (...shape: number[]): tf.Tensor => tf.randomNormal(shape, 0, 1, "float32", 1);
const vector = (size: number): tf.Tensor1D => normal(size) as tf.Tensor1D;
const starts = (size: number): Int32Array => Int32Array.from({ length: texts + 1 }, (_, i) => i * size);
const sequences = { wordStarts: starts(words), entityStarts: starts(entities) };
const labels = tf.tensor1d(
  Int32Array.from({ length: 154 }, (_, i) => i * 300),
  "int32",
);
const ids = tf.tensor1d(
  Int32Array.from({ length: rows }, (_, i) => (i * 7919) % 50267),
  "int32",
);
const norm = { scale: vector(hidden), shift: vector(hidden) };
const inner = { weight: normal(hidden, 1) as tf.Tensor2D, bias: vector(hidden) };

type Op = (...x: tf.Tensor[]) => tf.Tensor;
const ops: Readonly<Record<string, readonly [inputs: readonly tf.Tensor[], op: Op]>> = {
  "bias + GELU [1088, 3072]": [[normal(rows, 3072), vector(3072)], (x, b) => gelu(x!, b as tf.Tensor1D)],
  "bias + dropout + residual + layer norm [1088, 768]": [
    [normal(rows, 1), normal(rows, hidden)],
    (x, r) => linearAddLayerNorm(inner, norm, x!, r!, { epsilon: 1e-5, dropout: { rate: 0.1, seed: 7 } }),
  ],
  "dropout [1088, 768]": [[normal(rows, hidden)], (x) => dropout(x!, 0.1, 7)],
  "attention, 4 queries, dropout, 8 × (128 + 8)": [
    [
      ...[texts * words, texts * words, texts * entities, texts * entities, rows, rows].map((n) =>
        normal(n, hidden),
      ),
    ],
    (...[ww, we, ew, ee, key, value]) =>
      sequenceAttention(
        {
          ...{ wordToWordQuery: ww as tf.Tensor2D, wordToEntityQuery: we as tf.Tensor2D },
          ...{ entityToWordQuery: ew as tf.Tensor2D, entityToEntityQuery: ee as tf.Tensor2D },
          ...{ key: key as tf.Tensor2D, value: value as tf.Tensor2D },
        },
        { layout: { queries: sequences, keys: sequences }, numHeads, dropout: { rate: 0.1, seed: 7 } },
      ),
  ],
  "softmax of padded attention [8, 12, 136, 136]": [
    [normal(texts, numHeads, 136, 136)],
    (x) => attentionSoftmax(x as tf.Tensor4D, 0.125),
  ],
  "cross-entropy [154, 50267]": [
    [normal(154, 50267)],
    (x) => sparseSoftmaxCrossEntropy(x as tf.Tensor2D, labels),
  ],
  "embedding and its gradient, 1088 of [50267, 768]": [
    [normal(50267, hidden)],
    (table) => gatherRows(table as tf.Tensor2D, ids),
  ],
};

const asComposed = (work: () => Promise<void>) => async (): Promise<void> => {
  process.env["LUKE_KERNELS"] = "plain";
  try {
    await work();
  } finally {
    delete process.env["LUKE_KERNELS"];
  }
};
const read = async (tensors: tf.Tensor[]): Promise<void> => {
  const probe = tf.tidy(() => tf.slice(tf.reshape(tensors[0]!, [tensors[0]!.size]), 0, 1));
  await probe.data();
  tf.dispose([probe, ...tensors]);
};

const figures: Record<string, number | string> = { backend: description };
for (const [title, [inputs, op]] of Object.entries(ops)) {
  const dy = tf.tidy(() => tf.onesLike(op(...inputs)));
  const forward = async (): Promise<void> => read([tf.tidy(() => op(...inputs))]);
  const both = async (): Promise<void> => read(tf.tidy(() => tf.grads(op)([...inputs], dy)));
  const timings = await interleave({
    forward,
    forwardComposed: asComposed(forward),
    both,
    bothComposed: asComposed(both),
  });
  figures[`${title}: ms forward`] = timings.forward.minimum * 1000;
  figures[`${title}: times as fast forward`] = timings.forwardComposed.minimum / timings.forward.minimum;
  figures[`${title}: ms with gradient`] = timings.both.minimum * 1000;
  figures[`${title}: times as fast with gradient`] = timings.bothComposed.minimum / timings.both.minimum;
  tf.dispose([dy, ...inputs]);
}

const size = 30_000_000;
const zeros = tf.zeros([size]);
const [variable, gradient] = [tf.variable(zeros), normal(size)];
const moments = { first: tf.variable(zeros), second: tf.variable(zeros) };
zeros.dispose();
const settings = { learningRate: 1e-5, beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0.01 };
const update = async (): Promise<void> => {
  adamWUpdate(variable, moments, gradient, { ...settings, biasCorrection: true, step: 5 });
};
const timings = await interleave({
  update,
  composed: asComposed(update),
  reading: async () => sumOfSquares([gradient]).dispose(),
});
const bandwidth = (4 * size) / timings.reading.minimum;
figures["AdamW, 30 M parameters: ms"] = timings.update.minimum * 1000;
figures["AdamW: times as fast as composed"] = timings.composed.minimum / timings.update.minimum;
figures["AdamW: GB/s"] = (28 * size) / timings.update.minimum / 1e9;
figures["reading as many numbers: GB/s"] = bandwidth / 1e9;
figures["AdamW: time over that of its bytes at this bandwidth"] =
  (timings.update.minimum * bandwidth) / (28 * size);
figures["load of the machine at the end, 2 cores"] = loadavg()[0]!;
reportBenchmark("kernels", "ops in C++ against TensorFlow's ops in a row, native runtime", figures);
