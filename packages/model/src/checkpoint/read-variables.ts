import * as tf from "@tensorflow/tfjs-core";
import { memoryShort, weightNotFinite } from "../errors.ts";
import type { WeightFile } from "./weight-file.ts";

export interface ReadOptions {
  /** Take weights that are NaN or infinite; otherwise they are an error that names the first. */
  readonly allowNonFinite?: boolean;
}

/**
 * The tensors of a file as float32 variables by our names. The largest are read first: the copy that is made
 * of each on its way then never comes on top of all others.
 *
 * @param sources - our name → stored name
 * @throws LukeError MOD013 (NaN or infinite), MOD014 (memory), and what the file throws; no variable is left then
 */
export async function readVariables(
  sources: ReadonlyMap<string, string>,
  file: WeightFile,
  path: string,
  { allowNonFinite = false }: ReadOptions = {},
): Promise<Map<string, tf.Variable>> {
  const sizeOf = (name: string): number => file.shapes.get(name)!.reduce((a, b) => a * b, 1);
  const needed = [...sources.values()].reduce((sum, name) => sum + 4 * sizeOf(name), 0);
  const available = availableMemory();
  if (available !== undefined && needed > available) throw memoryShort(path, needed, available);
  const order = [...sources].sort(([, a], [, b]) => sizeOf(b) - sizeOf(a));
  const variables = new Map<string, tf.Variable>();
  try {
    for (const [ours, name] of order) {
      const { values, shape } = await file.read(name);
      const floats = values instanceof Float32Array ? values : Float32Array.from(values);
      if (!allowNonFinite) requireFinite(floats, name, path);
      const variable = tf.tidy(() => tf.variable(tf.tensor(floats, [...shape], "float32")));
      variables.set(ours, variable);
    }
    return variables;
  } catch (error) {
    for (const variable of variables.values()) variable.dispose();
    if (error instanceof RangeError && /allocation failed|Invalid typed array length/.test(error.message)) {
      throw memoryShort(path, needed, available);
    }
    throw error;
  }
}

/** What this process may still take, where Node (from 20.13) knows it. */
function availableMemory(): number | undefined {
  const { availableMemory } = process as { availableMemory?: () => number };
  return availableMemory?.call(process);
}

function requireFinite(values: Float32Array, name: string, path: string): void {
  // x · 0 is 0 for every finite x and NaN for the others: one sum tells whether to look closer.
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * 0;
  if (sum === 0) return;
  const at = values.findIndex((value) => !Number.isFinite(value));
  throw weightNotFinite(path, name, at, values[at]!);
}
