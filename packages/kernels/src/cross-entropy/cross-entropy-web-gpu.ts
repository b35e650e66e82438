import type * as tf from "@tensorflow/tfjs-core";
import { buffersWgsl, rowGroups, rowShader } from "../web-gpu/rows-wgsl.ts";
import type { WebGpu } from "../web-gpu/web-gpu.ts";

const struct = /* wgsl */ `
struct Settings {
  rows: u32,
  classes: u32,
}
`;

const forward = rowShader(
  "cross-entropy",
  struct +
    buffersWgsl(
      ["logits: array<f32>", "labels: array<i32>", "settings: Settings"],
      ["losses: array<f32>", "log_sums: array<f32>"],
    ),
  "settings.rows",
  /* wgsl */ `
  let first = row * settings.classes;
  var highest = -3.4028234e38f;
  for (var i = lane; i < settings.classes; i += THREADS) {
    highest = max(highest, logits[first + i]);
  }
  highest = row_max(highest, lane);
  var sum = 0.0;
  for (var i = lane; i < settings.classes; i += THREADS) {
    sum += exp(logits[first + i] - highest);
  }
  sum = row_sum(sum, lane);
  if (lane == 0u) {
    let log_sum = highest + log(sum);
    log_sums[row] = log_sum;
    let label = labels[row];
    losses[row] = select(0.0, log_sum - logits[first + u32(max(label, 0))], label >= 0);
  }`,
);

const backward = rowShader(
  "cross-entropy gradient",
  struct +
    buffersWgsl(
      [
        "dy: array<f32>",
        "logits: array<f32>",
        "labels: array<i32>",
        "log_sums: array<f32>",
        "settings: Settings",
      ],
      ["gradient: array<f32>"],
    ),
  "settings.rows",
  /* wgsl */ `
  let label = labels[row];
  let weight = select(0.0, dy[row], label >= 0);
  for (var i = lane; i < settings.classes; i += THREADS) {
    let at = row * settings.classes + i;
    let target_of_class = select(0.0, 1.0, i32(i) == label);
    gradient[at] = (exp(logits[at] - log_sums[row]) - target_of_class) * weight;
  }`,
);

/** The loss and the logarithm of the sum of exponentials of each row. */
export function crossEntropyWebGpu(
  gpu: WebGpu,
  logits: tf.Tensor2D,
  labels: tf.Tensor1D,
): tf.TensorInfo[] | undefined {
  if (logits.size === 0) return undefined;
  const [rows, classes] = logits.shape;
  const [losses, logSums] = [gpu.output([rows]), gpu.output([rows])];
  const settings = gpu.integers(Int32Array.of(rows, classes));
  gpu.dispatch(forward, [logits, labels, settings, losses, logSums], rowGroups(rows));
  return [losses, logSums];
}

export function crossEntropyGradientWebGpu(
  gpu: WebGpu,
  operands: readonly [dy: tf.Tensor1D, logits: tf.Tensor2D, labels: tf.Tensor1D, logSums: tf.Tensor],
): tf.TensorInfo {
  const [rows, classes] = operands[1].shape;
  const gradient = gpu.output([rows, classes]);
  if (rows * classes === 0) return gradient;
  const settings = gpu.integers(Int32Array.of(rows, classes));
  gpu.dispatch(backward, [...operands, settings, gradient], rowGroups(rows));
  return gradient;
}
