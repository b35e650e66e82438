import { type Random, uploadNow } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { LukeConfig } from "../config/luke-config.ts";
import type { ParameterSpecs } from "./parameter-specs.ts";

/**
 * New variables by name, as their specs start: normal ones N(0, initializerRange), copies equal to what they copy.
 * A parameter's numbers depend only on the key of `random` and on its own name and shape.
 * What a spec copies must come before it. The variables are the caller's.
 */
export function createVariables(
  specs: ParameterSpecs,
  config: LukeConfig,
  random: Random,
): Map<string, tf.Variable> {
  const variables = new Map<string, tf.Variable>();
  for (const [name, { shape, start, paddingRow, copyOf }] of specs) {
    if (copyOf !== undefined) {
      const source = variables.get(copyOf)!;
      variables.set(
        name,
        tf.tidy(() => tf.variable(tf.clone(source))),
      );
      continue;
    }
    const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
    if (start === "ones") values.fill(1);
    if (start === "normal") {
      const stream = random.fork(hashName(name));
      for (let i = 0; i < values.length; i++) values[i] = config.initializerRange * stream.nextNormal();
      if (paddingRow !== undefined) {
        const width = shape[1]!;
        values.fill(0, paddingRow * width, (paddingRow + 1) * width);
      }
    }
    const variable = tf.tidy(() => tf.variable(tf.tensor(values, [...shape], "float32")));
    uploadNow(variable);
    variables.set(name, variable);
  }
  return variables;
}

/** FNV-1a of the name: a key that no other parameter has. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
