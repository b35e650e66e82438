import { demoPretraining } from "../../demo/demo-settings.ts";
import type { PretrainStage } from "../../run/pretrain-config.ts";

export type ExperimentSettings = typeof demoPretraining;

/** One way of going on from the stand-in for RoBERTa. */
export interface PretrainingVariant {
  readonly name: string;
  readonly settings: ExperimentSettings;
}

/** Epochs of the stand-in for RoBERTa, of the paper's first stage, and of its second one. */
const epochs = { start: 1.5, stageOne: 0.5, stageTwo: 1.5 } as const;

const constant = { learningRate: 1.2e-3, warmupSteps: 60, schedule: "constant", trains: "all" } as const;
const falling = { learningRate: 1.2e-3, warmupSteps: 20, schedule: "linear", trains: "all" } as const;

/**
 * What stands for RoBERTa: masked words alone, from scratch; the rate stays up, since it goes on.
 *
 * @param passes how often a corpus smaller than the bundled one is read instead of once, so that updates are as many
 */
export function wordsFirst(passes: number): ExperimentSettings {
  return {
    ...demoPretraining,
    objective: "words",
    stages: [{ ...constant, name: "words", epochs: passes * epochs.start }],
  };
}

/** The ways to go on from there, all with as many updates. */
export function pretrainingVariants(passes: number): readonly PretrainingVariant[] {
  const both = passes * (epochs.stageOne + epochs.stageTwo);
  const one: PretrainStage = { ...falling, name: "all", epochs: both };
  const two: readonly PretrainStage[] = [
    { ...constant, name: "stage 1", epochs: passes * epochs.stageOne, warmupSteps: 20, trains: "entities" },
    { ...falling, name: "stage 2", epochs: passes * epochs.stageTwo },
  ];
  return [
    { name: "words and entities, stage 1 + 2", settings: { ...demoPretraining, stages: two } },
    { name: "words and entities, one stage", settings: { ...demoPretraining, stages: [one] } },
    { name: "words alone", settings: { ...demoPretraining, objective: "words", stages: [one] } },
  ];
}
