import { mergeRowGradients, Random, type RowGradient } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { accumulate, gradientNorm } from "./accumulate-gradients.ts";
import { breathe } from "./breathe.ts";
import type { Communicator } from "./communicator.ts";
import { duplicateName } from "./errors.ts";
import { GradientBuckets } from "./gradient-buckets.ts";
import { sumRowsOverRanks } from "./sum-rows-over-ranks.ts";
import type { TrainingTask } from "./training-task.ts";
import { gradientSteps, trainableVariables } from "./value-and-gradients.ts";

/** The gradients of a whole update, and what was read back from the backend. */
export interface UpdateGradients {
  /** The caller's. */
  readonly gradients: Map<string, tf.Tensor>;
  /** Of the task's row-wise tables; the caller's. */
  readonly rowGradients: Map<string, RowGradient>;
  /** Norm over all gradients; not finite if any of them is not. */
  readonly norm: number;
  /** `loss` and the other scalars, added up over the micro-batches of all ranks. */
  readonly values: Readonly<Record<string, number>>;
  /** Seconds that the update waited for the sums over the ranks, after the backward pass. */
  readonly communication: number;
}

/** What an update is computed from besides its micro-batches. */
export interface UpdateContext {
  readonly seed: number;
  readonly step: number;
  readonly counts: readonly number[];
  readonly trains: (name: string) => boolean;
  readonly communicator: Communicator;
  /** Whether gradients travel while the last micro-batch's backward pass goes on. */
  readonly overlap: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Sets dropout's random numbers apart from those of the order. */
const DROPOUT_KEY = 2;

/** Most scalars that a loss may report. */
const mostValues = 16;

const reserved: ReadonlySet<string> = new Set([
  "step",
  "stage",
  "epoch",
  "learningRate",
  "gradientNorm",
  "seconds",
  "communication",
  "wordsPerSecond",
  "utilization",
]);

/**
 * Adds up the gradients of an update's micro-batches, over all ranks: the same as those of one big batch, because
 * each micro-batch's loss is its share of the update's. Gradients of the last micro-batch are added to those before one by
 * one as the backward pass comes by, and travel to the other ranks meanwhile. Returns to the event loop after each
 * micro-batch.
 * A process that is alone gives undefined when the signal is aborted before the last one.
 */
export async function updateGradients<MicroBatch>(
  task: TrainingTask<MicroBatch>,
  microBatches: readonly MicroBatch[],
  context: UpdateContext,
): Promise<UpdateGradients | undefined> {
  const { communicator, counts, trains } = context;
  const rowWise = (name: string): boolean => task.rowWise?.(name) === true;
  const variables = [...trainableVariables(task.params, trains)];
  const dense = variables.filter(([name]) => !rowWise(name));
  const tables = variables.filter(([name]) => rowWise(name));
  let gradients = new Map<string, tf.Tensor>();
  const rowParts = new Map<string, RowGradient[]>();
  const rowGradients = new Map<string, RowGradient>();
  const sums = new Map<string, tf.Scalar>();
  const rowTensors = (): tf.Tensor[] =>
    [...rowParts.values(), [...rowGradients.values()]].flatMap((parts) => parts.map(({ rows }) => rows));
  const buckets =
    communicator.size === 1
      ? undefined
      : new GradientBuckets(new Map(dense.map(([name, { shape }]) => [name, shape])), communicator);
  /** Hands a gradient over to the sums over the ranks. */
  const send = async (name: string): Promise<void> => {
    const gradient = gradients.get(name)!;
    gradients.delete(name);
    await buckets?.put(name, gradient);
  };
  try {
    for (const [i, microBatch] of microBatches.entries()) {
      if (communicator.size === 1 && context.signal?.aborted === true) {
        tf.dispose([...gradients.values(), ...rowTensors()]);
        return undefined;
      }
      const number = communicator.rank + i * communicator.size;
      const random = new Random(context.seed, DROPOUT_KEY, context.step, number);
      const sendsMeanwhile = buckets !== undefined && context.overlap && i === microBatches.length - 1;
      const loss = () => task.loss(microBatch, random, counts);
      const steps = gradientSteps(task.params, loss, trains, rowWise);
      try {
        let step = steps.next();
        for (; !step.done; step = steps.next()) {
          const { name, gradient } = step.value;
          accumulate(gradients, new Map([[name, gradient]]));
          if (sendsMeanwhile) await send(name);
        }
        for (const [name, rows] of step.value.rowGradients) {
          rowParts.set(name, [...(rowParts.get(name) ?? []), rows]);
        }
        accumulate(sums, step.value.values);
      } finally {
        steps.return({ values: new Map(), rowGradients: new Map() });
      }
      await breathe();
    }
    for (const [name, parts] of rowParts) {
      rowGradients.set(name, mergeRowGradients(parts));
      tf.dispose(parts.map(({ rows }) => rows));
      rowParts.delete(name);
    }
    const started = performance.now();
    if (buckets !== undefined) {
      for (const name of [...gradients.keys()]) await send(name);
      gradients = await buckets.sums();
    }
    const columns = new Map(tables.map(([name, { shape }]) => [name, shape[1]!]));
    await sumRowsOverRanks(rowGradients, columns, communicator);
    const values = await readValues(sums, communicator);
    const communication = communicator.size === 1 ? 0 : (performance.now() - started) / 1000;
    const rows = [...rowGradients].map(([name, gradient]) => [name, gradient.rows] as const);
    const norm = gradientNorm(new Map([...gradients, ...rows]));
    const [found] = await norm.data();
    norm.dispose();
    return { gradients, rowGradients, norm: found!, values, communication };
  } catch (error) {
    buckets?.dispose();
    tf.dispose([...gradients.values(), ...rowTensors()]);
    throw error;
  } finally {
    tf.dispose([...sums.values()]);
  }
}

/**
 * The values added up over the ranks. A rank that had no micro-batch knows no names, so the numbers travel by place;
 * `loss` is the first one.
 */
async function readValues(
  sums: ReadonlyMap<string, tf.Scalar>,
  communicator: Communicator,
): Promise<Readonly<Record<string, number>>> {
  const names = sums.size === 0 ? ["loss"] : [...sums.keys()];
  if (names.length > mostValues) {
    throw new RangeError(`Cannot report ${names.length} values of a loss: expected ${mostValues} at most`);
  }
  const numbers = new Float64Array(mostValues);
  if (sums.size > 0) {
    const read = tf.tidy(() => tf.stack([...sums.values()]));
    numbers.set(await read.data());
    read.dispose();
  }
  await communicator.sum(numbers);
  for (const name of names) if (reserved.has(name)) throw duplicateName(name);
  return Object.fromEntries(names.map((name, i) => [name, numbers[i]!]));
}
