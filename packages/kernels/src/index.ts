import "./stock-gradients.ts";

export { type AdamWMoments, type AdamWSettings, adamWUpdate } from "./adamw-update.ts";
export { dropout } from "./dropout.ts";
export type { Dropout } from "./dropout-settings.ts";
export { gatherRows } from "./gather-rows.ts";
export { gelu, geluTanh } from "./gelu.ts";
export { addLayerNorm, layerNorm } from "./layer-norm.ts";
export { linear, matMul } from "./linear.ts";
export { disposeParameters, flattenParameters, mapParameters, type ParameterTree } from "./parameter-tree.ts";
export { Random } from "./random.ts";
export { segmentSum } from "./segment-sum.ts";
export { softmax } from "./softmax.ts";
export { sparseSoftmaxCrossEntropy } from "./sparse-softmax-cross-entropy.ts";
