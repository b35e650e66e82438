import { flattenParameters } from "@lukejs/kernels";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LukeModel } from "../luke-model.ts";

/** Frees the parameters of `before` that `after`, made from it by surgery, does not share. Returns `after`. */
export function disposeReplaced<M extends LukeModel>(before: LukeModel, after: M): M {
  const kept = new Set(leaves(after));
  for (const tensor of leaves(before)) {
    if (!kept.has(tensor) && !tensor.isDisposed) tensor.dispose();
  }
  return after;
}

function leaves({ params, headParams }: LukeModel): Tensor[] {
  return [...flattenParameters(params).values(), ...flattenParameters(headParams).values()];
}
