import type { Communicator } from "./communicator.ts";
import { ExampleOrder } from "./example-order.ts";
import { stageAt, type TrainConfig, totalSteps } from "./train-config.ts";
import type { TrainingTask } from "./training-task.ts";

/** The micro-batches of an update: this rank's, and the epoch that the update ends in. */
export interface Feed<MicroBatch> {
  readonly microBatches: readonly MicroBatch[];
  readonly epoch: number;
}

/** Asks the task for the micro-batches of an update while the one before is computed. */
export class ExampleFeed<MicroBatch> {
  readonly #task: TrainingTask<MicroBatch>;
  readonly #config: TrainConfig;
  readonly #communicator: Communicator;
  readonly #order: ExampleOrder;
  #ahead: { readonly step: number; readonly feed: Promise<Feed<MicroBatch>> } | undefined;

  constructor(task: TrainingTask<MicroBatch>, config: TrainConfig, communicator: Communicator) {
    this.#task = task;
    this.#config = config;
    this.#communicator = communicator;
    this.#order = new ExampleOrder(task.size, config.seed);
  }

  /** The micro-batches of the update after `step` updates; begins with those of the next one. */
  async at(step: number): Promise<Feed<MicroBatch>> {
    const feed = this.#ahead?.step === step ? this.#ahead.feed : this.#make(step);
    const found = await feed;
    this.#ahead = undefined;
    if (step + 1 < totalSteps(this.#config)) {
      const next = this.#make(step + 1);
      // A failure comes up when the update is asked for.
      next.catch(() => {});
      this.#ahead = { step: step + 1, feed: next };
    }
    return found;
  }

  async #make(step: number): Promise<Feed<MicroBatch>> {
    const { batchSize } = this.#config;
    const { update, firstEpoch } = stageAt(this.#config, step, this.#task.size);
    const visits = this.#order.visits(firstEpoch, update * batchSize, batchSize);
    const { rank, size } = this.#communicator;
    const microBatches = await this.#task.microBatches(visits, { rank, size });
    return { microBatches, epoch: visits.at(-1)!.epoch };
  }
}
