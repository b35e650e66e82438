import type { Random } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { type ArchitectureName, architectureOf } from "../config/architectures.ts";
import type { LukeConfig } from "../config/luke-config.ts";
import { buildTree } from "./build-tree.ts";
import type { HeadParams } from "./head-params.ts";
import type { LukeParams } from "./luke-params.ts";
import { headParameterSpecs, lukeParameterSpecs, type ParameterSpecs } from "./parameter-specs.ts";

/**
 * New parameters of an encoder as variables: weights N(0, initializerRange), biases 0, norms 1 and 0,
 * padding rows 0, and the three additional queries copies of the word query.
 * A parameter's numbers depend only on the key of `random` and on its own name and shape.
 *
 * The variables are the caller's: free them with `disposeParameters`.
 */
export function createLukeParams(
  config: LukeConfig,
  random: Random,
  options: { readonly pooler?: boolean } = {},
): LukeParams {
  return createVariables(lukeParameterSpecs(config, options), config, random);
}

/** New parameters of the heads of `architecture`; `numLabels` counts for classifiers only. */
export function createHeadParams(
  config: LukeConfig,
  architecture: ArchitectureName,
  random: Random,
  { numLabels = 2 }: { readonly numLabels?: number } = {},
): HeadParams {
  return createVariables(headParameterSpecs(config, architectureOf(architecture), numLabels), config, random);
}

function createVariables<Tree>(specs: ParameterSpecs, config: LukeConfig, random: Random): Tree {
  const variables = new Map<string, tf.Variable>();
  const created = new Map<string, Float32Array>();
  for (const [name, { shape, start, paddingRow, copyOf }] of specs) {
    const size = shape.reduce((a, b) => a * b, 1);
    const values = copyOf === undefined ? new Float32Array(size) : created.get(copyOf)!.slice();
    if (copyOf === undefined && start === "ones") values.fill(1);
    if (copyOf === undefined && start === "normal") {
      const stream = random.fork(hashName(name));
      for (let i = 0; i < size; i++) values[i] = config.initializerRange * stream.nextNormal();
      if (paddingRow !== undefined) {
        const width = shape[1]!;
        values.fill(0, paddingRow * width, (paddingRow + 1) * width);
      }
    }
    if (name.includes(".wordToWordQuery.")) created.set(name, values.slice());
    variables.set(
      name,
      tf.tidy(() => tf.variable(tf.tensor(values, [...shape], "float32"))),
    );
  }
  return buildTree<tf.Variable, Tree>(variables);
}

/** FNV-1a of the name: a key that no other parameter has. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
