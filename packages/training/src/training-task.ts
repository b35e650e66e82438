import type { ParameterTree, Random } from "@lukejs/kernels";
import type { Scalar } from "@tensorflow/tfjs-core";
import type { ExampleVisit } from "./example-order.ts";
import type { LossValues } from "./value-and-gradients.ts";

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
  /** Cuts the examples of one update into pieces that fit in memory. */
  microBatches(examples: readonly ExampleVisit[]): readonly MicroBatch[] | Promise<readonly MicroBatch[]>;
  /**
   * This micro-batch's share of the update's loss, and of any other scalar to report.
   * Runs inside a tidy; `random` is for dropout and depends on (seed, update, micro-batch) alone.
   */
  loss(microBatch: MicroBatch, random: Random): Scalar | LossValues;
  /** Figures on held-out data, by name. */
  evaluate?(): Promise<Readonly<Record<string, number>>>;
}
