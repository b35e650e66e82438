import * as tf from "@tensorflow/tfjs-core";
import type { AdamWCoefficients, AdamWMoments } from "./adamw-update.ts";

/** The definition, in stock ops. */
export function adamWPlain(
  variable: tf.Variable,
  moments: AdamWMoments,
  gradient: tf.Tensor,
  { beta1, beta2, rate, root, epsilon, before, after }: AdamWCoefficients,
): void {
  tf.tidy(() => {
    const times = (x: tf.Tensor, factor: number): tf.Tensor =>
      factor === 1 ? x : tf.mul(x, tf.scalar(factor));
    const first = tf.add(times(moments.first, beta1), times(gradient, 1 - beta1));
    const second = tf.add(times(moments.second, beta2), times(tf.square(gradient), 1 - beta2));
    const below = tf.add(times(tf.sqrt(second), root), tf.scalar(epsilon));
    const step = times(tf.div(first, below), rate);
    variable.assign(times(tf.sub(times(variable, before), step), after));
    moments.first.assign(first);
    moments.second.assign(second);
  });
}
