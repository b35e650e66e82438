import { uploadNow } from "@lukejs/kernels";
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
    let next: ReturnType<WeightFile["read"]> | undefined;
    for (const [i, [ours, name]] of order.entries()) {
      const { values, shape } = await (next ?? file.read(name));
      // The next tensor is read while this one is looked at.
      next = i + 1 < order.length ? file.read(order[i + 1]![1]) : undefined;
      next?.catch(() => {}); // awaited above, unless this tensor fails first
      const floats = values instanceof Float32Array ? values : Float32Array.from(values);
      if (!allowNonFinite) requireFinite(floats, name, path);
      const variable = tf.tidy(() => tf.variable(tf.tensor(floats, [...shape], "float32")));
      uploadNow(variable);
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
  const { process } = globalThis as { process?: { availableMemory?: () => number } };
  return process?.availableMemory?.();
}

function requireFinite(values: Float32Array, name: string, path: string): void {
  // x · 0 is 0 for every finite x and NaN for the others: a sum tells whether to look closer. Four sums, since each
  // addition waits for the one before it.
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += values[i]! * 0;
    b += values[i + 1]! * 0;
    c += values[i + 2]! * 0;
    d += values[i + 3]! * 0;
  }
  for (let i = whole; i < values.length; i++) a += values[i]! * 0;
  if (a + b + c + d === 0) return;
  const at = values.findIndex((value) => !Number.isFinite(value));
  throw weightNotFinite(path, name, at, values[at]!);
}
