import type { TrainConfig } from "@lukejs/training";
import type { FineTuneConfig } from "./fine-tune-config.ts";

/** The numbers of the training loop of a fine-tuning run on so many features (paper, Table 12). */
export function fineTuningSettings(
  name: string,
  config: FineTuneConfig,
  features: number,
  trains: readonly string[],
): TrainConfig {
  const stepsPerEpoch = Math.max(1, Math.ceil(features / config.batchSize));
  const steps = Math.max(1, Math.round(stepsPerEpoch * config.epochs));
  const { learningRate, weightDecay, checkpointEvery } = config;
  return {
    seed: config.seed,
    batchSize: Math.min(config.batchSize, features),
    stages: [{ name, steps, learningRate, warmupSteps: Math.round(config.warmup * steps), trains }],
    adamW: { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay, biasCorrection: false },
    evaluateEvery: Math.max(1, Math.ceil(stepsPerEpoch / config.evaluationsPerEpoch)),
    ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
  };
}
