import type { ParameterTree } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { AdamW } from "./adamw.ts";
import { checkpointMismatch } from "./errors.ts";
import { trainableVariables } from "./value-and-gradients.ts";

/** A tensor's content outside the backend. */
export type TensorData =
  | { readonly dtype: "float32"; readonly shape: readonly number[]; readonly values: Float32Array }
  | { readonly dtype: "int32"; readonly shape: readonly number[]; readonly values: Int32Array };

/** Tensors by the names of their parameters. */
export type NamedTensors = ReadonlyMap<string, TensorData>;

/** The part of a run's state that is not tensors. Random numbers are keyed by the step, so the step is their state. */
export interface RunState {
  /** Updates done, over all stages. */
  readonly step: number;
  /** Number of examples of the task. */
  readonly size: number;
  /** Updates that each parameter has had from the optimizer of this stage. */
  readonly updates: Readonly<Record<string, number>>;
  /** Updates in a row that were skipped, and all that were. */
  readonly badInARow: number;
  readonly skipped: number;
  readonly best?: { readonly step: number; readonly evaluation: Readonly<Record<string, number>> };
}

/** Everything that is needed to go on as if nothing had happened. */
export interface Checkpoint {
  readonly state: RunState;
  readonly parameters: NamedTensors;
  /** "name:first" and "name:second" of every parameter that has moments. */
  readonly optimizer: NamedTensors;
  /** Parameters of the best evaluation, where they are kept. */
  readonly best?: NamedTensors;
}

/** Copies all variables of a tree out of the backend. */
export async function readParameters(params: ParameterTree): Promise<NamedTensors> {
  const copies = new Map<string, TensorData>();
  for (const [name, variable] of trainableVariables(params)) copies.set(name, await copyOf(variable));
  return copies;
}

export async function readMoments(optimizer: AdamW): Promise<NamedTensors> {
  const copies = new Map<string, TensorData>();
  for (const [name, { first, second }] of optimizer.moments) {
    copies.set(`${name}:first`, await copyOf(first));
    copies.set(`${name}:second`, await copyOf(second));
  }
  return copies;
}

/**
 * Writes copies back into the variables.
 *
 * @throws LukeError TRN005 when a name is missing or a shape differs.
 */
export function restoreParameters(params: ParameterTree, copies: NamedTensors): void {
  for (const [name, variable] of trainableVariables(params)) {
    const copy = copies.get(name);
    const wanted = `the parameter "${name}" of shape [${variable.shape}]`;
    if (copy === undefined) throw checkpointMismatch("the parameters", wanted, "no such parameter");
    if (String(copy.shape) !== String(variable.shape)) {
      throw checkpointMismatch("the parameters", wanted, `shape [${copy.shape}]`);
    }
    tf.tidy(() => variable.assign(tf.tensor(copy.values, variable.shape, variable.dtype)));
  }
}

export function restoreMoments(optimizer: AdamW, copies: NamedTensors, state: RunState): void {
  for (const [name, updates] of Object.entries(state.updates)) {
    const first = copies.get(`${name}:first`);
    const second = copies.get(`${name}:second`);
    if (first === undefined || second === undefined) {
      throw checkpointMismatch("the optimizer", `moments of "${name}"`, "none");
    }
    tf.tidy(() => {
      const tensor = ({ values, shape }: TensorData) => tf.tensor(values, [...shape], "float32");
      optimizer.restore(name, tensor(first), tensor(second), updates);
    });
  }
}

async function copyOf(variable: tf.Variable): Promise<TensorData> {
  const read = await variable.data();
  // The cpu backend hands out the array it keeps; the others make a new one, and a second copy of it takes as long.
  const values = tf.getBackend() === "cpu" ? read.slice() : read;
  const { shape } = variable;
  return values instanceof Int32Array
    ? { dtype: "int32", shape, values }
    : { dtype: "float32", shape, values: values as Float32Array };
}
