/** The self-test of the kernels for NVIDIA GPUs: each against the definition, on the device that is there. */
import { type CudaVerdict, cudaKernels, keepCudaVerdict, Random, tryCudaKernels } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { attendGroups, attendGroupsGradient } from "./attend-groups.ts";
import {
  runSequenceAttention,
  runSequenceAttentionGradient,
  type SequenceAttentionAttributes,
  type SequenceAttentionInputs,
} from "./sequence-attention.ts";
import { numEntityRows, numWordRows, type SequenceLayout } from "./sequence-layout.ts";

/** Of values and gradients around one; sums in another order differ by some 1e-6. */
const limit = 1e-4;

const layouts: readonly SequenceLayout[] = [
  { wordStarts: Int32Array.of(0, 1), entityStarts: Int32Array.of(0, 0) },
  { wordStarts: Int32Array.of(0, 5, 22, 22, 103), entityStarts: Int32Array.of(0, 2, 2, 5, 24) },
];

/**
 * Runs each kernel for every size of a head that it is compiled for, on short and long sequences, with one query a row
 * and with two, with dropout and without, and compares states and gradients with the definition in TensorFlow's ops on
 * the same device. The verdict is kept, and the kernels serve after a good one.
 *
 * Ampere and later multiply float32 in TF32 unless `NVIDIA_TF32_OVERRIDE=0` was set before the backend started: without it
 * the definition itself is too far off.
 *
 * @returns the verdict, or why there is nothing to test
 */
export async function checkCudaAttention(): Promise<CudaVerdict | { readonly missing: string }> {
  const kernels = cudaKernels();
  if ("missing" in kernels) return kernels;
  const checks: CudaVerdict["checks"][number][] = [];
  for (const head of kernels.heads) {
    const names = ["attention", "its gradient"].map((name) => `${name}, heads of ${head}`);
    const worst = [0, 0];
    try {
      for (const layout of layouts) {
        for (const kinds of [1, 2] as const) {
          for (const rate of [0, 0.1]) {
            const found = await differences(layout, head, kinds, rate);
            for (const [i, difference] of found.entries()) worst[i] = Math.max(worst[i]!, difference);
          }
        }
      }
      for (const [i, name] of names.entries()) {
        // Not a number is no success either.
        checks.push({ name, difference: worst[i]!, passed: worst[i]! <= limit });
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message.split("\n", 1)[0]! : String(error);
      checks.push({ name: names.join(" and "), error: reason, passed: false });
    }
  }
  const passed = checks.every((check) => check.passed);
  const verdict = { device: kernels.device, passed, checks, date: new Date().toISOString() };
  keepCudaVerdict(verdict);
  return verdict;
}

/** The largest of the states, and of the gradients. */
async function differences(
  layout: SequenceLayout,
  head: number,
  kinds: 1 | 2,
  rate: number,
): Promise<readonly [number, number]> {
  const numHeads = 2;
  const random = new Random(head, kinds, layout.wordStarts.length);
  const matrix = (rows: number): tf.Tensor2D =>
    tf.tensor2d(
      Float32Array.from({ length: rows * head * numHeads }, () => random.nextNormal()),
      [rows, head * numHeads],
    );
  const [words, entities] = [numWordRows(layout), numEntityRows(layout)];
  const attributes: SequenceAttentionAttributes = {
    layout: { queries: layout, keys: layout },
    ...{ numHeads, rate, seed: 0xdeadbeef },
  };
  const [actual, expected] = tf.tidy(() => {
    const queries =
      kinds === 1
        ? { query: matrix(words + entities) }
        : {
            ...{ wordToWordQuery: matrix(words), wordToEntityQuery: matrix(words) },
            ...(entities > 0 && {
              entityToWordQuery: matrix(entities),
              entityToEntityQuery: matrix(entities),
            }),
          };
    const inputs: SequenceAttentionInputs = {
      ...queries,
      ...{ key: matrix(words + entities), value: matrix(words + entities) },
    };
    const dy = matrix(words + entities);
    const ours = tryCudaKernels(() => {
      const [states, logSums] = runSequenceAttention(inputs, attributes) as [tf.Tensor2D, tf.Tensor2D];
      return [states, ...runSequenceAttentionGradient({ ...inputs, dy, states, logSums }, attributes)];
    });
    const definition = [attendGroups(inputs, attributes), ...attendGroupsGradient(inputs, dy, attributes)];
    return [ours, definition].map((tensors) =>
      [tensors.slice(0, 1), tensors.slice(1)].map((part) => tf.concat(part as tf.Tensor2D[], 0)),
    ) as [tf.Tensor2D[], tf.Tensor2D[]];
  });
  const largest: number[] = [];
  for (const [i, tensor] of actual.entries()) {
    const [a, b] = [(await tensor.data()) as Float32Array, await expected[i]!.data()];
    largest.push(a.reduce((most, value, j) => greater(most, Math.abs(value - b[j]!)), 0));
  }
  tf.dispose([actual, expected]);
  return largest as unknown as readonly [number, number];
}

/** Of what is not a number and a number the former. */
function greater(a: number, b: number): number {
  return a >= b ? a : Number.isNaN(a) ? a : b;
}
