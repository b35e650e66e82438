import "./stock-gradients.ts";

export { type AdamWMoments, type AdamWSettings, adamWUpdate } from "./adamw/adamw-update.ts";
export { sparseSoftmaxCrossEntropy } from "./cross-entropy/sparse-softmax-cross-entropy.ts";
export { dropout } from "./dropout/dropout.ts";
export type { Dropout } from "./dropout/dropout-settings.ts";
export { type Activation, activation } from "./gelu/activation.ts";
export { gelu } from "./gelu/gelu.ts";
export { geluTanh } from "./gelu/gelu-tanh.ts";
export { addLayerNorm } from "./layer-norm/add-layer-norm.ts";
export { layerNorm } from "./layer-norm/layer-norm.ts";
export { linear } from "./linear/linear.ts";
export { matMul } from "./linear/mat-mul.ts";
export { disposeParameters, flattenParameters, mapParameters, type ParameterTree } from "./parameter-tree.ts";
export { Random } from "./random.ts";
export { gatherRows } from "./rows/gather-rows.ts";
export { segmentSum } from "./rows/segment-sum.ts";
export { attentionSoftmax, softmax } from "./softmax/softmax.ts";
export { sumOfSquares } from "./sum-of-squares.ts";
