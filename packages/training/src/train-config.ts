import type { AdamWOptions } from "./adamw.ts";
import type { Schedule } from "./schedule.ts";

/** One stage of a run: some updates with a schedule of their own, on all parameters or on some. */
export interface StageConfig {
  readonly name: string;
  /** Updates of the stage. */
  readonly steps: number;
  readonly learningRate: number;
  /** 0 */
  readonly warmupSteps?: number;
  /** "linear" */
  readonly schedule?: Schedule;
  /** Prefixes of the names of the parameters to train; all without it. */
  readonly trains?: readonly string[];
}

/** The numbers of a training run. It is written as it is to config.json, so it holds plain values only. */
export interface TrainConfig {
  readonly seed: number;
  /** Examples per update. */
  readonly batchSize: number;
  readonly stages: readonly StageConfig[];
  readonly adamW?: Pick<
    AdamWOptions,
    "beta1" | "beta2" | "epsilon" | "weightDecay" | "biasCorrection" | "decayAfter"
  >;
  /** Largest norm of the gradients of an update; no clipping without it. */
  readonly clipNorm?: number;
  /** Evaluate after every so many updates, and after the last one; only after the last one without it. */
  readonly evaluateEvery?: number;
  /** Write a checkpoint after every so many updates, and after the last one; only after the last one without it. */
  readonly checkpointEvery?: number;
  /** Updates in a row without a finite loss and gradient that end the run: 10. */
  readonly maxBadUpdates?: number;
  /** Keep the parameters of the best evaluation, and end with them unless told to end with the last ones. */
  readonly keepBest?: {
    readonly metric: string;
    readonly smallest?: boolean;
    readonly endWith?: "best" | "last";
    /** Evaluations in a row that are no better than the best one, after which the run ends; it goes on without it. */
    readonly patience?: number;
  };
}

/** Updates of all stages. */
export function totalSteps(config: TrainConfig): number {
  return config.stages.reduce((sum, stage) => sum + stage.steps, 0);
}

/** Where an update (counted from 0) stands. */
export interface StagePosition {
  readonly stage: StageConfig;
  readonly stageIndex: number;
  /** Counted from 0 within the stage. */
  readonly update: number;
  /** The epoch in which the stage begins: each stage starts a fresh pass, so orders and masks never repeat. */
  readonly firstEpoch: number;
}

export function stageAt(config: TrainConfig, step: number, size: number): StagePosition {
  let update = step;
  let firstEpoch = 0;
  for (const [stageIndex, stage] of config.stages.entries()) {
    if (update < stage.steps) return { stage, stageIndex, update, firstEpoch };
    update -= stage.steps;
    firstEpoch += Math.ceil((stage.steps * config.batchSize) / size);
  }
  throw new RangeError(`Cannot find update ${step}: the stages have ${totalSteps(config)} updates`);
}
