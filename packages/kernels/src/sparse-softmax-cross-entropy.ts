import * as tf from "@tensorflow/tfjs-core";

/**
 * `-log softmax(logits)[label]` of each row; a negative label is ignored: its loss and gradient are 0. [rows]
 *
 * @param logits - [rows, classes]
 * @param labels - int32 [rows]
 */
export function sparseSoftmaxCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  return tf.customGrad((given, save) => {
    const x = given as tf.Tensor2D;
    const classes = x.shape[1];
    const kept = tf.cast(tf.greaterEqual(labels, tf.scalar(0, "int32")), "float32"); // [rows]
    const target = tf.oneHot(labels, classes) as tf.Tensor2D; // [rows, classes]; all zero for an ignored row
    const shifted = tf.sub(x, tf.max(x, 1, true));
    const logSum = tf.log(tf.sum(tf.exp(shifted), 1, true)); // [rows, 1]
    const picked = tf.sum(tf.mul(shifted, tf.cast(target, "float32")), 1); // [rows]
    (save as tf.GradSaveFunc)([tf.sub(shifted, logSum), tf.cast(target, "float32"), kept]);
    return {
      value: tf.mul(kept, tf.sub(tf.reshape(logSum, [x.shape[0]]), picked)),
      gradFunc: (dy: tf.Tensor, [logProbabilities, hot, use]: tf.Tensor[]) => {
        const scale = tf.reshape(tf.mul(dy, use!), [x.shape[0], 1]);
        return tf.mul(tf.sub(tf.exp(logProbabilities!), hot!), scale);
      },
    };
  })(logits) as tf.Tensor1D;
}
