import type { ParameterTree, Random } from "@lukejs/kernels";
import type { Scalar } from "@tensorflow/tfjs-core";
import type { ExampleVisit } from "./example-order.ts";
import type { LossValues } from "./value-and-gradients.ts";

/** Which of an update's micro-batches a process takes: numbers `rank`, `rank + size`, `rank + 2 · size`… */
export interface Share {
  readonly rank: number;
  readonly size: number;
}

/** What a micro-batch costs. */
export interface MicroBatchWork {
  /** Words, padding left out. */
  readonly words: number;
  /** Floating-point operations of the forward and the backward pass. */
  readonly flops: number;
}

/**
 * What is trained, as a value: parameters, examples by index, a loss. `MicroBatch` is the task's own.
 *
 * The loop asks for the micro-batches of a whole update at once, so that a task can divide each loss by what the
 * whole update holds: the values of the micro-batches are added up, and then equal those of one big batch.
 */
export interface TrainingTask<MicroBatch> {
  /** Leaves that are tf.Variables are trained, in place. */
  readonly params: ParameterTree;
  /** Number of examples. */
  readonly size: number;
  /**
   * Cuts the examples of one update into pieces that fit in memory, and gives this process's share of them (all,
   * where it is alone). The cut must not depend on the share. Called an update ahead: work in other threads goes on
   * while the update before is computed.
   */
  microBatches(
    examples: readonly ExampleVisit[],
    share: Share,
  ): readonly MicroBatch[] | Promise<readonly MicroBatch[]>;
  /** What the losses are divided by, counted in some micro-batches; the loop adds it up over the whole update. */
  counts?(microBatches: readonly MicroBatch[]): readonly number[];
  /**
   * This micro-batch's share of the update's loss, and of any other scalar to report (16 in all).
   * Runs inside a tidy; `random` depends on (seed, update, number of the micro-batch) alone; `counts` are those of the
   * whole update over all processes. A task whose dropout should not change with the cut keys it by example instead.
   */
  loss(microBatch: MicroBatch, random: Random, counts: readonly number[]): Scalar | LossValues;
  /**
   * Tables that the loss reads by `gatherRows` alone: their gradients and AdamW touch the rows of an update and no other
   * ("lazy" AdamW: the moments of other rows do not fade, their weights do not decay). Only those rows travel between
   * processes.
   */
  rowWise?(name: string): boolean;
  /** What a micro-batch costs, for the rates that a run reports. */
  work?(microBatch: MicroBatch): MicroBatchWork;
  /** Figures on held-out data, by name. */
  evaluate?(): Promise<Readonly<Record<string, number>>>;
}
