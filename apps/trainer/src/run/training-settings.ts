import { entityParameters } from "@lukejs/tasks";
import type { StageConfig, TrainConfig } from "@lukejs/training";
import type { PretrainConfig } from "./pretrain-config.ts";

/** The numbers of the training loop: stages in updates, for so many examples. */
export function trainingSettings(config: PretrainConfig, examples: number): TrainConfig {
  const stages = config.stages.map((stage): StageConfig => {
    const { steps, epochs = 1, trains, ...rest } = stage;
    return {
      ...rest,
      steps: steps ?? Math.max(1, Math.round((epochs * examples) / config.batchSize)),
      ...(trains === "entities" ? { trains: entityParameters } : {}),
    };
  });
  const { seed, batchSize, clipNorm, evaluateEvery, checkpointEvery, keepBest } = config;
  const { decay: _, ...adamW } = config.adamW;
  return {
    seed,
    batchSize,
    stages,
    adamW,
    ...(clipNorm === undefined ? {} : { clipNorm }),
    ...(evaluateEvery === undefined ? {} : { evaluateEvery }),
    ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
    ...(keepBest === undefined
      ? {}
      : { keepBest: { metric: keepBest, smallest: keepBest === "loss", endWith: "last" as const } }),
  };
}
