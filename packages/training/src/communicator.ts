/**
 * What synchronous data parallelism asks of the processes that train together; `openMpi` of @lukejs/training/node
 * makes one of MPI. Every rank calls the same methods in the same order; a call may begin before the one before it has
 * ended, and is then done after it.
 */
export interface Communicator {
  /** This process, counted from 0. */
  readonly rank: number;
  /** Processes in all. */
  readonly size: number;
  /** Whether all of them share a machine, where sums cost no network but the processors' time. false */
  readonly oneMachine?: boolean;
  /** Adds up the arrays of all ranks in place, element by element; all ranks get the same bits. */
  sum(values: Float64Array): Promise<void>;
  /** The same for gradients, which a communicator may send in a shorter format. */
  sumGradients(values: Float32Array): Promise<void>;
}

/** One process alone. */
export const alone: Communicator = {
  rank: 0,
  size: 1,
  sum: () => Promise.resolve(),
  sumGradients: () => Promise.resolve(),
};
