/**
 * The module that shares the heap of TensorFlow.js's wasm backend: every pointer is an address there, every tensor is
 * float32 or int32, dense. It holds no data and no stack of its own.
 */
export { adamW } from "./adamw";
export { crossEntropy, crossEntropyGradient } from "./cross-entropy";
export { dropout } from "./dropout";
export { gelu, geluGradient } from "./gelu";
export { columnSum, gemm, gemmScratch } from "./gemm";
export { layerNorm, layerNormGradient } from "./layer-norm";
export { quantizedLinear, quantizeRows } from "./quantized";
export { gatherRows, segmentSum } from "./rows";
export { softmax, softmaxGradient } from "./softmax";
