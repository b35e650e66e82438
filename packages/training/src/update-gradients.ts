import { mergeRowGradients, Random, type RowGradient } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { accumulate, gradientNorm } from "./accumulate-gradients.ts";
import type { Communicator } from "./communicator.ts";
import { duplicateName } from "./errors.ts";
import { sumOverRanks } from "./sum-over-ranks.ts";
import { sumRowsOverRanks } from "./sum-rows-over-ranks.ts";
import type { TrainingTask } from "./training-task.ts";
import { trainableVariables, valueAndGradients } from "./value-and-gradients.ts";

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
  /** Seconds spent on adding up over the ranks. */
  readonly communication: number;
}

/** What an update is computed from besides its micro-batches. */
export interface UpdateContext {
  readonly seed: number;
  readonly step: number;
  readonly counts: readonly number[];
  readonly trains: (name: string) => boolean;
  readonly communicator: Communicator;
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
 * each micro-batch's loss is its share of the update's. Returns to the event loop after each micro-batch.
 * A process that is alone gives undefined when the signal is aborted before the last one.
 */
export async function updateGradients<MicroBatch>(
  task: TrainingTask<MicroBatch>,
  microBatches: readonly MicroBatch[],
  context: UpdateContext,
): Promise<UpdateGradients | undefined> {
  const { communicator, counts, trains } = context;
  const gradients = new Map<string, tf.Tensor>();
  const rowParts = new Map<string, RowGradient[]>();
  const rowGradients = new Map<string, RowGradient>();
  const sums = new Map<string, tf.Scalar>();
  const rowWise = (name: string): boolean => task.rowWise?.(name) === true;
  const rowTensors = (): tf.Tensor[] =>
    [...rowParts.values(), [...rowGradients.values()]].flatMap((parts) => parts.map(({ rows }) => rows));
  try {
    for (const [i, microBatch] of microBatches.entries()) {
      if (communicator.size === 1 && context.signal?.aborted === true) {
        tf.dispose([...gradients.values(), ...rowTensors()]);
        return undefined;
      }
      const number = communicator.rank + i * communicator.size;
      const random = new Random(context.seed, DROPOUT_KEY, context.step, number);
      const part = valueAndGradients(
        task.params,
        () => task.loss(microBatch, random, counts),
        trains,
        rowWise,
      );
      accumulate(gradients, part.gradients);
      for (const [name, rows] of part.rowGradients) {
        rowParts.set(name, [...(rowParts.get(name) ?? []), rows]);
      }
      accumulate(sums, part.values);
      await breathe();
    }
    for (const [name, parts] of rowParts) {
      rowGradients.set(name, mergeRowGradients(parts));
      tf.dispose(parts.map(({ rows }) => rows));
      rowParts.delete(name);
    }
    const started = performance.now();
    const variables = [...trainableVariables(task.params, trains)];
    const dense = variables.filter(([name]) => !rowWise(name));
    const tables = variables.filter(([name]) => rowWise(name));
    await sumOverRanks(gradients, new Map(dense.map(([name, { shape }]) => [name, shape])), communicator);
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

/** Lets timers, signals and input run, which a loop of synchronous backend calls would hold up. */
function breathe(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown };
  return new Promise((resolve) => (setImmediate ? setImmediate(resolve) : setTimeout(resolve, 0)));
}
