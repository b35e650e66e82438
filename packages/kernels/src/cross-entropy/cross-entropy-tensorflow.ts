import * as tf from "@tensorflow/tfjs-core";
import type { NativeBackend } from "../native-backend.ts";

interface Given {
  readonly logits: tf.Tensor2D;
  readonly labels: tf.Tensor1D;
}

/** TensorFlow's own op, which answers the loss and its gradient; it refuses negative labels. [rows], [rows, classes] */
function lossAndGradient({ logits, labels }: Given, backend: NativeBackend): [tf.Tensor1D, tf.Tensor2D] {
  const { binding } = backend;
  const attributes = [
    { name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: "Tlabels", type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
  ];
  const classes = tf.maximum(labels, tf.scalar(0, "int32"));
  const outputs = backend.executeMultipleOutputs(
    "SparseSoftmaxCrossEntropyWithLogits",
    attributes,
    [logits, classes],
    2,
  );
  // They are tensors already: wrapping them again would count each twice and free it once.
  return outputs as unknown as [tf.Tensor1D, tf.Tensor2D];
}

/** The loss, and the dense gradient of every row, which the way back scales. */
export function crossEntropyTensorflow(given: Given, _attributes: object, backend: unknown): tf.Tensor[] {
  return tf.tidy(() => {
    const [loss, gradient] = lossAndGradient(given, backend as NativeBackend);
    const kept = tf.greaterEqual(given.labels, tf.scalar(0, "int32"));
    return [tf.where(kept, loss, tf.zerosLike(loss)), gradient];
  });
}

/** The kept gradient times what comes back for each row. */
export function crossEntropyGradientTensorflow({
  dy,
  labels,
  kept: gradient,
}: {
  readonly dy: tf.Tensor1D;
  readonly labels: tf.Tensor1D;
  readonly kept: tf.Tensor;
}): tf.Tensor {
  return tf.tidy(() => {
    const kept = tf.greaterEqual(labels, tf.scalar(0, "int32"));
    return tf.mul(gradient, tf.expandDims(tf.where(kept, dy, tf.zerosLike(dy)), 1));
  });
}
