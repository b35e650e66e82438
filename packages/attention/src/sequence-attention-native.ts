import { dropoutIntegers, type NativeOps, type NativeTensor } from "@lukejs/kernels";
import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { SequenceAttentionAttributes, SequenceAttentionInputs } from "./sequence-attention.ts";
import type { SequenceAttentionGradientInputs } from "./webgpu/sequence-attention-web-gpu.ts";

const inputNames = [
  "query",
  "wordToWordQuery",
  "wordToEntityQuery",
  "entityToWordQuery",
  "entityToEntityQuery",
  "key",
  "value",
] as const;

/** The op in C++: scores of 48 query rows of one head at a time, on all threads. [query rows, hidden] */
export function sequenceAttentionNative(
  ops: NativeOps,
  inputs: SequenceAttentionInputs,
  attributes: SequenceAttentionAttributes,
): readonly NativeTensor[] {
  return ops.library("LukeSequenceAttention", operands(ops, inputs, attributes), 1);
}

/** Gradients of the inputs that are given, in their order. */
export function sequenceAttentionGradientNative(
  ops: NativeOps,
  { dy, states: _states, logSums: _logSums, ...inputs }: SequenceAttentionGradientInputs,
  attributes: SequenceAttentionAttributes,
): readonly NativeTensor[] {
  const all = ops.library("LukeSequenceAttentionGrad", [...operands(ops, inputs, attributes), dy], 7);
  return Object.keys(inputs).map((name) => all[inputNames.indexOf(name as (typeof inputNames)[number])]!);
}

function operands(
  ops: NativeOps,
  inputs: SequenceAttentionInputs,
  { layout: { queries, keys }, numHeads, ...site }: SequenceAttentionAttributes,
): (Tensor2D | number | undefined)[] {
  const starts = [queries.wordStarts, queries.entityStarts, keys.wordStarts, keys.entityStarts];
  return [
    ...inputNames.map((name) => inputs[name]),
    ...starts.map((each) => ops.integerVector(each)),
    ops.floats(1 / (1 - site.rate)),
    dropoutIntegers(ops, site, numHeads),
  ];
}
