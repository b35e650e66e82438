import * as tf from "@tensorflow/tfjs-core";

export interface AdamWMoments {
  readonly first: tf.Variable;
  readonly second: tf.Variable;
}

export interface AdamWSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Decoupled: `p -= learningRate · weightDecay · p`. */
  readonly weightDecay: number;
  /** Divide the moments by `1 - betaᵗ`; the original LUKE does not. */
  readonly biasCorrection: boolean;
  /** Updates of this variable so far, this one included: 1, 2, … */
  readonly step: number;
  /** Decay after the update, as the original, instead of before it. */
  readonly decayAfter?: boolean;
}

/** One step of AdamW on one variable and its moments, in place. All have the gradient's shape. */
export function adamWUpdate(
  variable: tf.Variable,
  moments: AdamWMoments,
  gradient: tf.Tensor,
  settings: AdamWSettings,
): void {
  const { learningRate, beta1, beta2, epsilon, weightDecay, biasCorrection, step, decayAfter } = settings;
  const decay = 1 - learningRate * weightDecay;
  const correction1 = biasCorrection ? 1 - beta1 ** step : 1;
  const correction2 = biasCorrection ? 1 - beta2 ** step : 1;
  tf.tidy(() => {
    const first = tf.add(tf.mul(moments.first, tf.scalar(beta1)), tf.mul(gradient, tf.scalar(1 - beta1)));
    const second = tf.add(
      tf.mul(moments.second, tf.scalar(beta2)),
      tf.mul(tf.square(gradient), tf.scalar(1 - beta2)),
    );
    const root = tf.add(tf.mul(tf.sqrt(second), tf.scalar(1 / Math.sqrt(correction2))), tf.scalar(epsilon));
    const update = tf.mul(tf.div(first, root), tf.scalar(learningRate / correction1));
    const before = decay === 1 || decayAfter === true ? variable : tf.mul(variable, tf.scalar(decay));
    const moved = tf.sub(before, update);
    variable.assign(decay !== 1 && decayAfter === true ? tf.mul(moved, tf.scalar(decay)) : moved);
    moments.first.assign(first);
    moments.second.assign(second);
  });
}
