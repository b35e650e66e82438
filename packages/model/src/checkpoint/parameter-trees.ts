import type { Variable } from "@tensorflow/tfjs-core";
import { buildTree } from "../parameters/build-tree.ts";
import type { HeadParams } from "../parameters/head-params.ts";
import type { LukeParams } from "../parameters/luke-params.ts";
import type { ParameterSpecs } from "../parameters/parameter-specs.ts";

/** The trees of the encoder's and the heads' parameters, out of variables by their paths. */
export function parameterTrees(
  encoder: ParameterSpecs,
  heads: ParameterSpecs,
  variables: ReadonlyMap<string, Variable>,
): { readonly params: LukeParams; readonly headParams: HeadParams } {
  const part = (specs: ParameterSpecs): Map<string, Variable> =>
    new Map([...specs.keys()].map((name) => [name, variables.get(name)!]));
  return {
    params: buildTree<Variable, LukeParams>(part(encoder)),
    headParams: buildTree<Variable, HeadParams>(part(heads)),
  };
}
