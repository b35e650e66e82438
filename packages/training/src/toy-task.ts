import { gatherRows, Random } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { TrainingTask } from "./training-task.ts";

/** A micro-batch of the toy task: inputs, wanted outputs, and examples of the whole update. */
export interface ToyBatch {
  readonly inputs: Float32Array;
  readonly outputs: Float32Array;
  readonly ids: Int32Array;
  readonly rows: number;
  readonly total: number;
}

/** What the toy task trains. */
export interface ToyVariables {
  readonly weight: tf.Variable;
  readonly bias: tf.Variable;
  readonly table: tf.Variable;
}

const width = 3;

/**
 * A linear regression whose answer is known (weights 1, -2, 3 and bias 0.5), small enough to derive by hand;
 * for the tests of this package.
 *
 * @internal
 */
export function createToyTask(
  options: {
    readonly microBatch?: number;
    readonly noise?: boolean;
    readonly size?: number;
    readonly broken?: (index: number) => boolean;
    /** A table besides, whose rows have gradients of their own; an example adds one of them. */
    readonly table?: boolean;
  } = {},
): TrainingTask<ToyBatch> & ToyVariables & { dispose(): void } {
  const { microBatch = 4, noise = false, size = 20, broken = () => false } = options;
  const random = new Random(11);
  const inputs = Float32Array.from({ length: size * width }, () => random.nextNormal());
  const outputs = Float32Array.from({ length: size }, (_, i) =>
    broken(i) ? Number.NaN : inputs[3 * i]! - 2 * inputs[3 * i + 1]! + 3 * inputs[3 * i + 2]! + 0.5,
  );
  const weight = tf.tidy(() => tf.variable(tf.tensor2d([0.1, 0.2, 0.3], [width, 1])));
  const bias = tf.tidy(() => tf.variable(tf.tensor2d([0], [1, 1])));
  const table = tf.tidy(() => tf.variable(tf.zeros([9, 1])));
  return {
    params: { layer: { weight, bias }, ...(options.table === true ? { table } : {}) },
    weight,
    bias,
    table,
    size,
    rowWise: (name) => name === "table",
    microBatches(examples, { rank, size: ranks }) {
      const batches: ToyBatch[] = [];
      for (let at = rank * microBatch; at < examples.length; at += ranks * microBatch) {
        const part = examples.slice(at, at + microBatch).map(({ index }) => index);
        batches.push({
          inputs: Float32Array.from(part.flatMap((i) => [...inputs.subarray(width * i, width * (i + 1))])),
          outputs: Float32Array.from(part, (i) => outputs[i]!),
          ids: Int32Array.from(part, (i) => (i * i) % 9),
          rows: part.length,
          total: examples.length,
        });
      }
      return batches;
    },
    loss(batch, dropout) {
      // Columns of the input one by one, so that the toy needs few gradients.
      const column = (j: number) =>
        tf.tensor2d(
          Float32Array.from({ length: batch.rows }, (_, i) => batch.inputs[width * i + j]!),
          [batch.rows, 1],
        );
      const scale = noise ? 0.5 + dropout.nextFloat() : 1;
      const x = tf.concat([column(0), column(1), column(2)], 1);
      const linear = tf.add(tf.matMul(x, weight as tf.Tensor2D), bias);
      const rows = (): tf.Tensor => gatherRows(table as tf.Tensor2D, tf.tensor1d(batch.ids, "int32"));
      const predicted = options.table === true ? tf.add(linear, rows()) : linear;
      const error = tf.sub(predicted, tf.tensor2d(batch.outputs, [batch.rows, 1]));
      const loss = tf.mul(tf.sum(tf.square(error)), tf.scalar(scale / batch.total)) as tf.Scalar;
      return { loss, rows: tf.scalar(batch.rows) };
    },
    evaluate: async () => {
      const values = await weight.data();
      return { distance: Math.hypot(values[0]! - 1, values[1]! + 2, values[2]! - 3) };
    },
    dispose: () => tf.dispose([weight, bias, table]),
  };
}
