import type { Random } from "@lukejs/kernels";
import type { Variable } from "@tensorflow/tfjs-core";
import { type ArchitectureName, architectureOf } from "../config/architectures.ts";
import type { LukeConfig } from "../config/luke-config.ts";
import { buildTree } from "./build-tree.ts";
import { createVariables } from "./create-variables.ts";
import type { HeadParams } from "./head-params.ts";
import type { LukeParams } from "./luke-params.ts";
import { headParameterSpecs, lukeParameterSpecs } from "./parameter-specs.ts";

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
  return buildTree<Variable, LukeParams>(
    createVariables(lukeParameterSpecs(config, options), config, random),
  );
}

/** New parameters of the heads of `architecture`; `numLabels` counts for classifiers only. */
export function createHeadParams(
  config: LukeConfig,
  architecture: ArchitectureName,
  random: Random,
  { numLabels = 2 }: { readonly numLabels?: number } = {},
): HeadParams {
  const specs = headParameterSpecs(config, architectureOf(architecture), numLabels);
  return buildTree<Variable, HeadParams>(createVariables(specs, config, random));
}
