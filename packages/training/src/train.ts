/**
 * The training loop: updates from a task's micro-batches, stages, evaluation, checkpoints.
 * Everything random is keyed by (seed, update, …), so a run that resumes from a checkpoint repeats the
 * uninterrupted run to the bit on the same machine and backend.
 */
import * as tf from "@tensorflow/tfjs-core";
import { scaleGradients } from "./accumulate-gradients.ts";
import { type AdamW, type AdamWOptions, createAdamW } from "./adamw.ts";
import {
  type Checkpoint,
  type RunState,
  readMoments,
  readParameters,
  restoreMoments,
  restoreParameters,
} from "./checkpoint.ts";
import { checkpointMismatch, tooManyBadUpdates } from "./errors.ts";
import { ExampleOrder } from "./example-order.ts";
import type { RunStore } from "./run-store.ts";
import { learningRateAt } from "./schedule.ts";
import { StepClock } from "./step-clock.ts";
import { type StageConfig, stageAt, type TrainConfig, totalSteps } from "./train-config.ts";
import type { TrainingTask } from "./training-task.ts";
import { updateGradients } from "./update-gradients.ts";

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
  readonly remainingSeconds: number;
  /** Present after an evaluation. */
  readonly evaluation?: Readonly<Record<string, number>>;
}

export interface TrainOptions {
  /** Keeps config, metrics and checkpoints; nothing is kept without it. */
  readonly runFolder?: RunStore;
  /** Go on from the last checkpoint of the run folder, if there is one. */
  readonly resume?: boolean;
  readonly onProgress?: (progress: TrainProgress) => void;
  /** Ends the run after the current micro-batch, with a checkpoint. */
  readonly signal?: AbortSignal;
  /** Which parameters decay; see `createAdamW`. */
  readonly decays?: AdamWOptions["decays"];
}

export interface TrainResult {
  readonly step: number;
  readonly stopped: "done" | "aborted";
  readonly skipped: number;
  /** Of the last update. */
  readonly loss: number;
  /** Of the last evaluation, or of the best one where it is kept. */
  readonly evaluation?: Readonly<Record<string, number>>;
}

/**
 * Trains a task's parameters in place.
 *
 * @throws LukeError TRN002 after ten updates in a row that are not finite; TRN003 to TRN008 from the run folder.
 */
export async function train<MicroBatch>(
  task: TrainingTask<MicroBatch>,
  config: TrainConfig,
  options: TrainOptions = {},
): Promise<TrainResult> {
  const { runFolder } = options;
  const from = await runFolder?.open(config, options.resume ?? false);
  try {
    return await run(task, config, options, from);
  } finally {
    await runFolder?.close();
  }
}

async function run<MicroBatch>(
  task: TrainingTask<MicroBatch>,
  config: TrainConfig,
  options: TrainOptions,
  from: Checkpoint | undefined,
): Promise<TrainResult> {
  const { runFolder, signal } = options;
  const total = totalSteps(config);
  const order = new ExampleOrder(task.size, config.seed);
  const clock = new StepClock(total);
  if (from !== undefined) restoreTask(task, from);
  let state: RunState = from?.state ?? { step: 0, size: task.size, updates: {}, badInARow: 0, skipped: 0 };
  let bestParameters = from?.best;
  let evaluation: Readonly<Record<string, number>> | undefined;
  let loss = Number.NaN;
  let savedStep = from?.state.step;
  let optimizer: AdamW | undefined;
  let optimizerStage: StageConfig | undefined;

  const save = async () => {
    if (runFolder === undefined || savedStep === state.step) return;
    await runFolder.save({
      state: { ...state, updates: Object.fromEntries(optimizer?.updates ?? []) },
      parameters: await readParameters(task.params),
      optimizer: optimizer === undefined ? new Map() : await readMoments(optimizer),
      ...(bestParameters === undefined ? {} : { best: bestParameters }),
    });
    savedStep = state.step;
  };

  try {
    while (state.step < total && signal?.aborted !== true) {
      const { stage, update, firstEpoch } = stageAt(config, state.step, task.size);
      const trains = trainedBy(stage);
      if (optimizer === undefined || optimizerStage !== stage) {
        optimizer?.dispose();
        optimizer = createAdamW(task.params, { ...config.adamW, ...decaysOf(options), trains });
        optimizerStage = stage;
        // Within a stage the moments go on; a new stage starts without any.
        if (from?.state.step === state.step && update > 0)
          restoreMoments(optimizer, from.optimizer, from.state);
      }
      const visits = order.visits(firstEpoch, update * config.batchSize, config.batchSize);
      const microBatches = await task.microBatches(visits);
      const key = { seed: config.seed, step: state.step };
      const found = await updateGradients(task, microBatches, key, trains, signal);
      if (found === undefined) break;

      const { gradients, norm, values } = found;
      const learningRate = learningRateAt(update, { warmupSteps: 0, schedule: "linear", ...stage });
      const finite = Number.isFinite(values["loss"]) && Number.isFinite(norm);
      if (finite) {
        const factor = config.clipNorm === undefined ? 1 : config.clipNorm / (norm + 1e-6);
        if (factor < 1) scaleGradients(gradients, factor);
        optimizer.apply(gradients, learningRate);
      }
      tf.dispose([...gradients.values()]);
      loss = values["loss"]!;
      state = {
        ...state,
        step: state.step + 1,
        badInARow: finite ? 0 : state.badInARow + 1,
        skipped: state.skipped + (finite ? 0 : 1),
      };
      const { step } = state;
      const epoch = visits.at(-1)!.epoch;
      const measured = { step, stage: stage.name, epoch, learningRate, gradientNorm: norm };
      const skipped = finite ? {} : { skipped: true };
      const seconds = clock.tick();
      await runFolder?.log({ ...measured, ...values, ...skipped, seconds });
      if (state.badInARow >= (config.maxBadUpdates ?? 10)) {
        throw tooManyBadUpdates(step, state.badInARow, loss, norm);
      }

      let evaluated = {};
      if (task.evaluate && (step === total || step % (config.evaluateEvery ?? total) === 0)) {
        evaluation = await task.evaluate();
        evaluated = { evaluation };
        await runFolder?.log({ step, stage: stage.name, ...evaluation });
        if (isBetter(evaluation, state.best?.evaluation, config.keepBest)) {
          state = { ...state, best: { step, evaluation } };
          bestParameters = await readParameters(task.params);
        }
      }
      options.onProgress?.({
        ...measured,
        total,
        loss,
        values,
        skipped: !finite,
        examplesPerSecond: clock.rate * config.batchSize,
        remainingSeconds: clock.remaining(step),
        ...evaluated,
      });
      if (config.checkpointEvery !== undefined && step % config.checkpointEvery === 0) await save();
    }
    await save();
  } finally {
    optimizer?.dispose();
  }
  const { step, skipped, best } = state;
  const done = step === total;
  if (done && bestParameters !== undefined) restoreParameters(task.params, bestParameters);
  const last = done ? (best?.evaluation ?? evaluation) : evaluation;
  return { step, stopped: done ? "done" : "aborted", skipped, loss, ...(last ? { evaluation: last } : {}) };
}

function restoreTask(task: TrainingTask<unknown>, from: Checkpoint): void {
  if (from.state.size !== task.size) {
    throw checkpointMismatch("the data position", `${task.size} examples`, `${from.state.size}`);
  }
  restoreParameters(task.params, from.parameters);
}

function trainedBy(stage: StageConfig): (name: string) => boolean {
  const prefixes = stage.trains;
  return prefixes === undefined ? () => true : (name) => prefixes.some((prefix) => name.startsWith(prefix));
}

function decaysOf(options: TrainOptions): Pick<AdamWOptions, "decays"> {
  return options.decays === undefined ? {} : { decays: options.decays };
}

/** Strictly better than the best so far: of equal evaluations the first is kept. */
function isBetter(
  found: Readonly<Record<string, number>>,
  best: Readonly<Record<string, number>> | undefined,
  keep: TrainConfig["keepBest"],
): boolean {
  if (keep === undefined) return false;
  const value = found[keep.metric];
  const before = best?.[keep.metric];
  if (value === undefined) return false;
  return before === undefined || (keep.smallest === true ? value < before : value > before);
}
