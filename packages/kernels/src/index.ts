import "./stock-gradients.ts";

export { type AdamWMoments, type AdamWSettings, adamWUpdate } from "./adamw/adamw-update.ts";
export { adamWUpdateRows } from "./adamw/adamw-update-rows.ts";
export { sparseSoftmaxCrossEntropy } from "./cross-entropy/sparse-softmax-cross-entropy.ts";
export { defineOp, type OpDefinition } from "./define-op.ts";
export { dropout } from "./dropout/dropout.ts";
export { dropoutHash } from "./dropout/dropout-mask.ts";
export { checkDropout, type DropoutSite, dropoutIntegers } from "./dropout/dropout-native.ts";
export type { Dropout } from "./dropout/dropout-settings.ts";
export { dropoutWgsl, dropoutWords } from "./dropout/dropout-web-gpu.ts";
export { rowDropoutMask } from "./dropout/fast-dropout-mask.ts";
export { type Activation, activation } from "./gelu/activation.ts";
export { gelu } from "./gelu/gelu.ts";
export { geluTanh } from "./gelu/gelu-tanh.ts";
export {
  type Differentiated,
  differentiate,
  differentiateInSteps,
  type FinalGradient,
} from "./gradients/differentiate.ts";
export { kernelReport, type ServingKernel } from "./kernel-report.ts";
export { type AddLayerNormOptions, addLayerNorm } from "./layer-norm/add-layer-norm.ts";
export { layerNorm } from "./layer-norm/layer-norm.ts";
export { linear } from "./linear/linear.ts";
export { linearAddLayerNorm } from "./linear/linear-add-layer-norm.ts";
export { linearGelu } from "./linear/linear-gelu.ts";
export { matMul } from "./linear/mat-mul.ts";
export {
  linearPrecision,
  type Precision,
  type PrecisionPlace,
  setLinearPrecision,
} from "./linear/precision.ts";
export {
  type CudaDevice,
  type CudaKernels,
  type CudaVerdict,
  cudaKernels,
  describeDevice,
  keepCudaVerdict,
  servesCuda,
  tryCudaKernels,
} from "./native/cuda-kernels.ts";
export { hasOpLibrary, type OpLibrary, opLibrary } from "./native/op-library.ts";
export type { NativeTensor } from "./native-backend.ts";
export type { NativeOps } from "./native-ops.ts";
export { disposeParameters, flattenParameters, mapParameters, type ParameterTree } from "./parameter-tree.ts";
export { Random } from "./random.ts";
export { gatherRows } from "./rows/gather-rows.ts";
export {
  collectRowGradients,
  mergeRowGradients,
  type RowGradient,
} from "./rows/row-gradients.ts";
export { segmentSum } from "./rows/segment-sum.ts";
export { splitTokens } from "./rows/split-tokens.ts";
export { updateRows } from "./rows/update-rows.ts";
export { attentionSoftmax, attentionSoftmaxGradient, softmax } from "./softmax/softmax.ts";
export { sumOfSquares } from "./sum-of-squares.ts";
export { uploadNow } from "./upload-now.ts";
export { type Shader, WebGpu } from "./web-gpu/web-gpu.ts";
export { withGradient } from "./with-gradient.ts";
