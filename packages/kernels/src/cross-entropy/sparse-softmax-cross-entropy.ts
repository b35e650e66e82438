import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "../define-op.ts";
import { idOutOfRange } from "../errors.ts";
import { withGradient } from "../with-gradient.ts";
import { crossEntropyGradientTensorflow, crossEntropyTensorflow } from "./cross-entropy-tensorflow.ts";
import { crossEntropyGradientWebGpu, crossEntropyWebGpu } from "./cross-entropy-web-gpu.ts";

interface GradientInputs {
  readonly dy: tf.Tensor1D;
  readonly logits: tf.Tensor2D;
  readonly labels: tf.Tensor1D;
  /** The logarithm of each row's sum of exponentials; composed on TensorFlow the gradient of each row. */
  readonly kept: tf.Tensor;
}

const runGradient = defineOp<GradientInputs, object>({
  kernelName: "LukeSparseSoftmaxCrossEntropyGrad",
  plain: ({ dy, logits, labels, kept: logSums }) => {
    const probabilities = tf.exp(tf.sub(logits, tf.expandDims(logSums, 1)));
    // The wasm backend's OneHot writes integers alone, and a label below 0 outside its row; its weight is 0.
    const classes = tf.maximum(labels, tf.scalar(0, "int32")) as tf.Tensor1D;
    const target = tf.cast(tf.oneHot(classes, logits.shape[1]), "float32");
    const weight = tf.where(tf.greaterEqual(labels, tf.scalar(0, "int32")), dy, tf.zerosLike(dy));
    return tf.mul(tf.sub(probabilities, target), tf.expandDims(weight, 1));
  },
  wasm: (heap, { dy, logits, labels, kept: logSums }) => {
    const [rows, classes] = logits.shape;
    const out = heap.output(logits.shape);
    heap.kernels.crossEntropyGradient(
      heap.floats(dy),
      heap.floats(logits),
      heap.integers(labels),
      heap.floats(logSums),
      heap.floats(out),
      rows,
      classes,
    );
    return out;
  },
  tensorflow: crossEntropyGradientTensorflow,
  webgpu: (gpu, { dy, logits, labels, kept: logSums }) =>
    crossEntropyGradientWebGpu(gpu, [dy, logits, labels, logSums]),
  native: (ops, { dy, logits, labels, kept: logSums }) =>
    ops.library("LukeCrossEntropyGrad", [dy, logits, labels, logSums], 1),
});

const run = defineOp<{ readonly logits: tf.Tensor2D; readonly labels: tf.Tensor1D }, object>({
  kernelName: "LukeSparseSoftmaxCrossEntropy",
  plain: ({ logits, labels }) => {
    const [rows, classes] = logits.shape;
    const logSums = tf.logSumExp(logits, 1) as tf.Tensor1D; // [rows]
    const kept = tf.greaterEqual(labels, tf.scalar(0, "int32")); // [rows]
    const starts = tf.mul(tf.range(0, rows, 1, "int32"), tf.scalar(classes, "int32")); // [rows]
    const at = tf.add(starts, tf.maximum(labels, tf.scalar(0, "int32"))) as tf.Tensor1D; // [rows]
    const picked = tf.gather(tf.reshape(logits, [rows * classes]), at); // [rows]
    return [tf.where(kept, tf.sub(logSums, picked), tf.zerosLike(picked)), logSums];
  },
  wasm: (heap, { logits, labels }) => {
    const [rows, classes] = logits.shape;
    const outputs: [tf.TensorInfo, tf.TensorInfo] = [heap.output([rows]), heap.output([rows])];
    const [from, at] = [heap.floats(logits), heap.integers(labels)];
    const bad = heap.kernels.crossEntropy(
      from,
      at,
      heap.floats(outputs[0]),
      heap.floats(outputs[1]),
      rows,
      classes,
    );
    if (bad >= 0) throw idOutOfRange("sparseSoftmaxCrossEntropy", bad, classes);
    return outputs;
  },
  tensorflow: crossEntropyTensorflow,
  webgpu: (gpu, { logits, labels }) => crossEntropyWebGpu(gpu, logits, labels),
  native: (ops, { logits, labels }) => ops.library("LukeCrossEntropy", [logits, labels], 2),
});

/**
 * `-log softmax(logits)[label]` of each row; a negative label is ignored: its loss and gradient are 0. [rows]
 *
 * @param logits - [rows, classes]
 * @param labels - int32 [rows]
 * @throws RangeError where the sizes differ, TypeError for labels of another dtype; LukeError KER001 for a label that
 *   is no class (wasm)
 */
export function sparseSoftmaxCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  if (logits.rank !== 2 || labels.rank !== 1 || labels.shape[0] !== logits.shape[0]) {
    throw new RangeError(
      `sparseSoftmaxCrossEntropy: logits are [${logits.shape}], labels are [${labels.shape}], expected [rows, classes] and [rows]`,
    );
  }
  if (labels.dtype !== "int32") {
    throw new TypeError(`sparseSoftmaxCrossEntropy: labels are ${labels.dtype}, expected int32`);
  }
  return withGradient(
    [logits],
    () => {
      const [result, kept] = run({ logits, labels }, {}) as [tf.Tensor, tf.Tensor];
      return { result, kept: [logits, labels, kept] };
    },
    (dy, [from, wanted, kept]) =>
      runGradient(
        { dy: dy as tf.Tensor1D, logits: from as tf.Tensor2D, labels: wanted as tf.Tensor1D, kept: kept! },
        {},
      ),
  ) as tf.Tensor1D;
}
