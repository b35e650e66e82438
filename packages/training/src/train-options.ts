import type { AdamWOptions } from "./adamw.ts";
import type { NamedTensors } from "./checkpoint.ts";
import type { Communicator } from "./communicator.ts";
import type { RunStore } from "./run-store.ts";

/** What is known after an update. */
export interface TrainProgress {
  /** Updates done, over all stages. */
  readonly step: number;
  readonly total: number;
  readonly stage: string;
  readonly epoch: number;
  readonly loss: number;
  /** The other scalars of the task's loss. */
  readonly values: Readonly<Record<string, number>>;
  readonly learningRate: number;
  readonly gradientNorm: number;
  /** Whether the update was left out because a number was not finite. */
  readonly skipped: boolean;
  readonly examplesPerSecond: number;
  /** Over all processes, padding left out; present where the task says what a micro-batch costs. */
  readonly wordsPerSecond?: number;
  /** Share of the peak that the model's operations used, over all processes; present where the peak is known too. */
  readonly utilization?: number;
  readonly remainingSeconds: number;
  /** Present after an evaluation. */
  readonly evaluation?: Readonly<Record<string, number>>;
}

export interface TrainOptions {
  /** Keeps config, metrics and checkpoints; nothing is kept without it. Only rank 0 writes. */
  readonly runFolder?: RunStore;
  /** Go on from the last checkpoint of the run folder, if there is one; with any number of processes. */
  readonly resume?: boolean;
  readonly onProgress?: (progress: TrainProgress) => void;
  /**
   * Ends the run with a checkpoint: after the current micro-batch, or, where several processes train, before the
   * next update.
   */
  readonly signal?: AbortSignal;
  /** Which parameters decay; see `createAdamW`. */
  readonly decays?: AdamWOptions["decays"];
  /** The processes that train together; this one alone without it. */
  readonly communicator?: Communicator;
  /**
   * Whether the processes exchange gradients while the backward pass goes on, which hides time on the network but takes
   * some of the processors'; the numbers are the same either way. Without it they do unless all share a machine.
   */
  readonly overlap?: boolean;
  /** Floating-point operations per second that one process could reach at best. */
  readonly peakFlops?: number;
}

export interface TrainResult {
  readonly step: number;
  /** "early": the evaluations no longer became better. */
  readonly stopped: "done" | "early" | "aborted";
  readonly skipped: number;
  /** Of the last update. */
  readonly loss: number;
  /** Of the last evaluation, or of the best one where the run ends with it. Rank 0 evaluates. */
  readonly evaluation?: Readonly<Record<string, number>>;
  /** Parameters of the best evaluation, where they are kept and the run did not end with them. */
  readonly best?: NamedTensors;
}
