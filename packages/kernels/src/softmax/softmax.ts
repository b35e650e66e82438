import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { NativeOps } from "../native-ops.ts";
import { softmaxGradientWebGpu, softmaxWebGpu } from "./softmax-web-gpu.ts";

interface SoftmaxInputs {
  readonly x: tf.Tensor;
  readonly bias?: tf.Tensor;
}

interface SoftmaxAttributes {
  readonly scale: number;
}

const runGradient = defineOp<{ readonly dy: tf.Tensor; readonly y: tf.Tensor }, SoftmaxAttributes>({
  kernelName: "LukeSoftmaxGrad",
  plain: ({ dy, y }, { scale }) => {
    const weighted = tf.mul(dy, y);
    const d = tf.sub(weighted, tf.mul(tf.sum(weighted, y.rank - 1, true), y));
    return scale === 1 ? d : tf.mul(d, tf.scalar(scale));
  },
  wasm: (heap, { dy, y }, { scale }) => {
    const columns = y.shape.at(-1)!;
    const out = heap.output(y.shape);
    const rows = columns === 0 ? 0 : y.size / columns;
    heap.kernels.softmaxGradient(heap.floats(dy), heap.floats(y), heap.floats(out), rows, columns, scale);
    return out;
  },
  tensorflow: ({ dy, y }, { scale }, backend) =>
    NativeOps.run(backend, (ops) => {
      const columns = y.shape.at(-1)!;
      const rows = [columns === 0 ? 0 : y.size / columns, columns];
      const probabilities = ops.reshape(ops.of(y), rows).id;
      const weighted = ops.call("Mul", ops.reshape(ops.of(dy), rows).id, probabilities).id;
      const ones = ops.upload([columns, 1], new Float32Array(columns).fill(1));
      const along = ops.call("Mul", ops.matMul(weighted, ones).id, probabilities).id;
      const d = ops.call("Sub", weighted, along).id;
      return [ops.reshape(scale === 1 ? d : ops.call("Mul", d, ops.scalar(scale)).id, y.shape)];
    }),
  webgpu: (gpu, { dy, y }, { scale }) => softmaxGradientWebGpu(gpu, dy, y, scale),
  native: (ops, { dy, y }, { scale }) => ops.library("LukeSoftmaxGrad", [dy, y, ops.floats(scale)], 1),
});

const run = defineOp<SoftmaxInputs, SoftmaxAttributes>({
  kernelName: "LukeSoftmax",
  plain: ({ x, bias }, { scale }) => {
    const scaled = scale === 1 ? x : tf.mul(x, tf.scalar(scale));
    // The webgpu backend's softmax takes a row of the lowest float32 for empty; a little higher, it is uniform.
    return tf.softmax(bias === undefined ? scaled : tf.maximum(tf.add(scaled, bias), tf.scalar(-3e38)));
  },
  wasm: (heap, { x, bias }, { scale }) => {
    const columns = x.shape.at(-1)!;
    const out = heap.output(x.shape);
    const rows = columns === 0 ? 0 : x.size / columns;
    const rowsPerBias = bias === undefined || bias.size === 0 ? 1 : x.size / bias.size;
    const [from, added, to] = [heap.floats(x), heap.floats(bias), heap.floats(out)];
    heap.kernels.softmax(from, added, to, rows, columns, scale, rowsPerBias);
    return out;
  },
  webgpu: (gpu, { x, bias }, { scale }) => softmaxWebGpu(gpu, x, bias, scale),
  native: (ops, { x, bias }, { scale }) => ops.library("LukeSoftmax", [x, bias, ops.floats(scale)], 1),
  gradient: {
    outputsToSave: [true],
    gradFunc: (dy, [y], attributes) => {
      const { scale } = attributes as unknown as SoftmaxAttributes;
      const d = (by: number): tf.Tensor => runGradient({ dy: dy as tf.Tensor, y: y! }, { scale: by })[0]!;
      return { x: () => d(scale), bias: () => tf.sum(d(1), [1, 2], true) };
    },
  },
});

/** Softmax over the last axis. */
export function softmax(x: tf.Tensor): tf.Tensor {
  return run({ x }, { scale: 1 })[0]!;
}

/**
 * `softmax(scores · scale + bias)` over the last axis, in one pass: the probabilities of attention. A row whose biases
 * are all the same very negative number comes out uniform.
 *
 * @param scores - [batch, heads, tokens, keys]
 * @param bias - finite; [batch, 1, 1, keys]
 * @throws RangeError where the bias has another shape
 */
export function attentionSoftmax(scores: tf.Tensor4D, scale: number, bias?: tf.Tensor4D): tf.Tensor4D {
  if (bias === undefined) return run({ x: scores }, { scale })[0] as tf.Tensor4D;
  const wanted = [scores.shape[0], 1, 1, scores.shape[3]];
  if (bias.shape.join() !== wanted.join()) {
    throw new RangeError(
      `attentionSoftmax: scores are [${scores.shape}], bias is [${bias.shape}], expected [${wanted}]`,
    );
  }
  return run({ x: scores, bias }, { scale })[0] as tf.Tensor4D;
}

/**
 * The gradient of `attentionSoftmax` by its scores, of the shape of `y`. Has no gradient itself.
 *
 * @param dy - of the shape of `y`
 * @param y - the probabilities that `attentionSoftmax` gave
 * @throws RangeError where the shapes differ
 */
export function attentionSoftmaxGradient(dy: tf.Tensor4D, y: tf.Tensor4D, scale: number): tf.Tensor4D {
  if (dy.shape.join() !== y.shape.join()) {
    throw new RangeError(
      `attentionSoftmaxGradient: y is [${y.shape}], dy is [${dy.shape}], expected the same`,
    );
  }
  return runGradient({ dy, y }, { scale })[0] as tf.Tensor4D;
}
