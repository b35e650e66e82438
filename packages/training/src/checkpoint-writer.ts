import type { Checkpoint } from "./checkpoint.ts";
import type { RunStore } from "./run-store.ts";

/**
 * Writes checkpoints while training goes on. Only one is written at a time; a failure comes up at the next call.
 */
export class CheckpointWriter {
  readonly #store: RunStore;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: RunStore) {
    this.#store = store;
  }

  /** Resolves when the checkpoint before is written and this one is begun. */
  async begin(copy: () => Promise<Checkpoint>): Promise<void> {
    await this.#writing;
    this.#writing = this.#store.save(await copy());
    this.#writing.catch(() => {});
  }

  /** Resolves when all is written. */
  async end(): Promise<void> {
    await this.#writing;
  }
}
