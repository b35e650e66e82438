import { Random } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { accumulate, gradientNorm } from "./accumulate-gradients.ts";
import { duplicateName } from "./errors.ts";
import type { TrainingTask } from "./training-task.ts";
import { valueAndGradients } from "./value-and-gradients.ts";

/** The gradients of a whole update, and what was read back from the backend. */
export interface UpdateGradients {
  /** The caller's. */
  readonly gradients: Map<string, tf.Tensor>;
  /** Norm over all gradients; not finite if any of them is not. */
  readonly norm: number;
  /** `loss` and the other scalars, added up over the micro-batches. */
  readonly values: Readonly<Record<string, number>>;
}

/** Sets dropout's random numbers apart from those of the order. */
const DROPOUT_KEY = 2;

const reserved: ReadonlySet<string> = new Set([
  "step",
  "stage",
  "epoch",
  "learningRate",
  "gradientNorm",
  "seconds",
]);

/**
 * Adds up the gradients of an update's micro-batches: the same as those of one big batch, because each
 * micro-batch's loss is its share of the update's. Returns to the event loop after each micro-batch.
 * Gives undefined when the signal is aborted before the last one.
 */
export async function updateGradients<MicroBatch>(
  task: TrainingTask<MicroBatch>,
  microBatches: readonly MicroBatch[],
  key: { readonly seed: number; readonly step: number },
  trains: (name: string) => boolean,
  signal?: AbortSignal,
): Promise<UpdateGradients | undefined> {
  const gradients = new Map<string, tf.Tensor>();
  const sums = new Map<string, tf.Scalar>();
  try {
    for (const [i, microBatch] of microBatches.entries()) {
      if (signal?.aborted === true) {
        tf.dispose([...gradients.values()]);
        return undefined;
      }
      const random = new Random(key.seed, DROPOUT_KEY, key.step, i);
      const part = valueAndGradients(task.params, () => task.loss(microBatch, random), trains);
      accumulate(gradients, part.gradients);
      accumulate(sums, part.values);
      await breathe();
    }
    const names = [...sums.keys(), "gradientNorm"];
    const read = tf.tidy(() => tf.stack([...sums.values(), gradientNorm(gradients)]));
    const numbers = await read.data();
    read.dispose();
    const values: Record<string, number> = {};
    for (const [i, name] of names.entries()) {
      if (i < sums.size && reserved.has(name)) throw duplicateName(name);
      values[name] = numbers[i]!;
    }
    const { gradientNorm: norm, ...rest } = values;
    return { gradients, norm: norm!, values: rest };
  } catch (error) {
    tf.dispose([...gradients.values()]);
    throw error;
  } finally {
    tf.dispose([...sums.values()]);
  }
}

/** Lets timers, signals and input run, which a loop of synchronous backend calls would hold up. */
function breathe(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown };
  return new Promise((resolve) => (setImmediate ? setImmediate(resolve) : setTimeout(resolve, 0)));
}
