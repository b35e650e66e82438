/** How the learning rate moves over a stage. */
export type Schedule = "linear" | "constant";

export interface ScheduleOptions {
  readonly schedule: Schedule;
  /** The highest rate. */
  readonly learningRate: number;
  /** Updates over which the rate rises from 0. */
  readonly warmupSteps: number;
  /** Updates of the stage; "linear" reaches 0 after the last one. */
  readonly steps: number;
}

/**
 * The learning rate of an update, counted from 0 within its stage (paper, Appendix A).
 * As in the schedule of the original, the first update of a warm-up has rate 0.
 */
export function learningRateAt(update: number, options: ScheduleOptions): number {
  const { schedule, learningRate, warmupSteps, steps } = options;
  if (update < warmupSteps) return (learningRate * update) / warmupSteps;
  if (schedule === "constant") return learningRate;
  return learningRate * Math.max(0, (steps - update) / Math.max(1, steps - warmupSteps));
}
