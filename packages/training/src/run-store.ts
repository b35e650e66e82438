import type { Checkpoint } from "./checkpoint.ts";

/** One line of metrics: what was measured at an update. */
export type MetricsRecord = Readonly<Record<string, number | string | boolean | null>>;

/** Where a run keeps what must outlive the process. A run folder is one; a test may pass an object. */
export interface RunStore {
  /**
   * Called first. Keeps the configuration; returns the last checkpoint where the run is resumed.
   * A store that already holds a run refuses another one unless `resume` is set.
   */
  open(config: unknown, resume: boolean): Promise<Checkpoint | undefined>;
  /** The last checkpoint, for a process that reads beside the one that opened the store. */
  last(): Promise<Checkpoint | undefined>;
  log(record: MetricsRecord): Promise<void>;
  /** Keeps a checkpoint so that a reader sees either all of it or none. */
  save(checkpoint: Checkpoint): Promise<void>;
  /** Called last, also after a failure. */
  close(): Promise<void>;
}
