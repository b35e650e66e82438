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
import { CheckpointWriter } from "./checkpoint-writer.ts";
import { alone } from "./communicator.ts";
import { checkpointMismatch, tooManyBadUpdates } from "./errors.ts";
import { ExampleFeed } from "./example-feed.ts";
import { learningRateAt } from "./schedule.ts";
import { checkRanks, openStore } from "./start-run.ts";
import { StepClock } from "./step-clock.ts";
import { type StageConfig, stageAt, type TrainConfig, totalSteps } from "./train-config.ts";
import type { TrainOptions, TrainResult } from "./train-options.ts";
import type { TrainingTask } from "./training-task.ts";
import { updateGradients } from "./update-gradients.ts";

/**
 * Trains a task's parameters in place.
 *
 * @throws LukeError TRN002 after ten updates in a row that are not finite; TRN003 to TRN008 from the run folder;
 *   TRN010 when the processes do not begin alike.
 */
export async function train<MicroBatch>(
  task: TrainingTask<MicroBatch>,
  config: TrainConfig,
  options: TrainOptions = {},
): Promise<TrainResult> {
  const { runFolder, communicator = alone } = options;
  try {
    return await run(task, config, options, {
      checkpoint: await openStore(runFolder, config, options.resume ?? false, communicator),
    });
  } finally {
    if (communicator.rank === 0) await runFolder?.close();
  }
}

async function run<MicroBatch>(
  task: TrainingTask<MicroBatch>,
  config: TrainConfig,
  options: TrainOptions,
  from: { checkpoint: Checkpoint | undefined },
): Promise<TrainResult> {
  const { signal, communicator = alone } = options;
  const store = communicator.rank === 0 ? options.runFolder : undefined;
  const writer = store && new CheckpointWriter(store);
  const total = totalSteps(config);
  const feed = new ExampleFeed(task, config, communicator);
  const clock = new StepClock(total);
  if (from.checkpoint !== undefined) restoreTask(task, from.checkpoint);
  let state: RunState = from.checkpoint?.state ?? {
    step: 0,
    size: task.size,
    updates: {},
    badInARow: 0,
    skipped: 0,
  };
  await checkRanks(task.params, state.step, communicator);
  let bestParameters = from.checkpoint?.best;
  let evaluation: Readonly<Record<string, number>> | undefined;
  let loss = Number.NaN;
  let savedStep = from.checkpoint?.state.step;
  let optimizer: AdamW | undefined;
  let optimizerStage: StageConfig | undefined;

  const save = async () => {
    if (savedStep === state.step) return;
    await writer?.begin(async () => ({
      state: { ...state, updates: Object.fromEntries(optimizer?.updates ?? []) },
      parameters: await readParameters(task.params),
      optimizer: optimizer === undefined ? new Map() : await readMoments(optimizer),
      ...(bestParameters === undefined ? {} : { best: bestParameters }),
    }));
    savedStep = state.step;
  };

  try {
    const mustStop = (): boolean => signal?.aborted === true || isOutOfPatience(state, config);
    while (state.step < total && (communicator.size > 1 || !mustStop())) {
      const { stage, update } = stageAt(config, state.step, task.size);
      const trains = trainedBy(stage);
      if (optimizer === undefined || optimizerStage !== stage) {
        optimizer?.dispose();
        optimizer = createAdamW(task.params, { ...config.adamW, ...decaysOf(options), trains });
        optimizerStage = stage;
        // Within a stage the moments go on; a new stage starts without any.
        if (from.checkpoint?.state.step === state.step && update > 0)
          restoreMoments(optimizer, from.checkpoint.optimizer, from.checkpoint.state);
        // All is restored: three times the parameters are freed.
        from.checkpoint = undefined;
      }
      const { microBatches, epoch } = await feed.at(state.step);
      const whole = Float64Array.of(
        mustStop() ? 1 : 0,
        ...workOf(task, microBatches),
        ...(task.counts?.(microBatches) ?? []),
      );
      await communicator.sum(whole);
      const [stop, words, flops, ...counts] = whole;
      if (stop! > 0) break;
      const { overlap = communicator.oneMachine !== true } = options;
      const context = { seed: config.seed, step: state.step, counts, trains, communicator, overlap, signal };
      const found = await updateGradients(task, microBatches, context);
      if (found === undefined) break;

      const { gradients, rowGradients, norm, values, communication } = found;
      const learningRate = learningRateAt(update, { warmupSteps: 0, schedule: "linear", ...stage });
      const finite = Number.isFinite(values["loss"]) && Number.isFinite(norm);
      if (finite) {
        const factor = config.clipNorm === undefined ? 1 : config.clipNorm / (norm + 1e-6);
        if (factor < 1) scaleGradients(gradients, rowGradients, factor);
        optimizer.apply(gradients, learningRate);
        optimizer.applyRows(rowGradients, learningRate);
      }
      tf.dispose([...gradients.values(), ...[...rowGradients.values()].map(({ rows }) => rows)]);
      loss = values["loss"]!;
      state = {
        ...state,
        step: state.step + 1,
        badInARow: finite ? 0 : state.badInARow + 1,
        skipped: state.skipped + (finite ? 0 : 1),
      };
      const { step } = state;
      const seconds = clock.tick();
      const peak = (options.peakFlops ?? Number.NaN) * communicator.size;
      const rates = {
        ...(words! > 0 ? { wordsPerSecond: words! / seconds } : {}),
        ...(flops! / peak > 0 ? { utilization: flops! / seconds / peak } : {}),
      };
      const measured = { step, stage: stage.name, epoch, learningRate, gradientNorm: norm };
      const skipped = finite ? {} : { skipped: true };
      const waited = communicator.size > 1 ? { communication } : {};
      await store?.log({ ...measured, ...values, ...skipped, seconds, ...waited, ...rates });
      if (state.badInARow >= (config.maxBadUpdates ?? 10)) {
        throw tooManyBadUpdates(step, state.badInARow, loss, norm);
      }

      let evaluated = {};
      const evaluates = step === total || step % (config.evaluateEvery ?? total) === 0;
      if (task.evaluate && evaluates && communicator.rank === 0) {
        evaluation = await task.evaluate();
        evaluated = { evaluation };
        await store?.log({ step, stage: stage.name, ...evaluation });
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
        ...rates,
        ...evaluated,
      });
      if (config.checkpointEvery !== undefined && step % config.checkpointEvery === 0) await save();
    }
    await save();
    await writer?.end();
  } finally {
    optimizer?.dispose();
    // After a failure the checkpoint that is being written is still finished.
    await writer?.end().catch(() => {});
  }
  const { step, skipped, best } = state;
  const early = step < total && isOutOfPatience(state, config);
  const done = step === total || early;
  const endsWithBest = done && bestParameters !== undefined && config.keepBest?.endWith !== "last";
  if (endsWithBest) restoreParameters(task.params, bestParameters!);
  const last = endsWithBest ? (best?.evaluation ?? evaluation) : evaluation;
  return {
    step,
    stopped: early ? "early" : done ? "done" : "aborted",
    skipped,
    loss,
    ...(last ? { evaluation: last } : {}),
    ...(bestParameters === undefined || endsWithBest ? {} : { best: bestParameters }),
  };
}

function restoreTask(task: TrainingTask<unknown>, from: Checkpoint): void {
  if (from.state.size !== task.size) {
    throw checkpointMismatch("the data position", `${task.size} examples`, `${from.state.size}`);
  }
  restoreParameters(task.params, from.parameters);
}

/** Words and operations of this rank's part of an update; 0 where the task does not say. */
function workOf<MicroBatch>(task: TrainingTask<MicroBatch>, microBatches: readonly MicroBatch[]): number[] {
  const work = microBatches.map((microBatch) => task.work?.(microBatch) ?? { words: 0, flops: 0 });
  return [work.reduce((sum, { words }) => sum + words, 0), work.reduce((sum, { flops }) => sum + flops, 0)];
}

function trainedBy(stage: StageConfig): (name: string) => boolean {
  const prefixes = stage.trains;
  return prefixes === undefined ? () => true : (name) => prefixes.some((prefix) => name.startsWith(prefix));
}

function decaysOf(options: TrainOptions): Pick<AdamWOptions, "decays"> {
  return options.decays === undefined ? {} : { decays: options.decays };
}

/** Whether the evaluations since the best one are as many as the run has patience for. */
function isOutOfPatience({ step, best }: RunState, config: TrainConfig): boolean {
  const { patience } = config.keepBest ?? {};
  if (patience === undefined || best === undefined) return false;
  return step - best.step >= patience * (config.evaluateEvery ?? totalSteps(config));
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
