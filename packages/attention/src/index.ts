export { checkCudaAttention } from "./check-cuda-attention.ts";
export {
  type AttentionInputs,
  type AttentionOptions,
  type AttentionOutputs,
  type AttentionParams,
  entityAwareAttention,
  type LinearParams,
} from "./entity-aware-attention.ts";
export {
  type PackedAttentionInputs,
  type PackedAttentionOptions,
  packedEntityAwareAttention,
} from "./packed-entity-aware-attention.ts";
export {
  type SequenceAttentionInputs,
  type SequenceAttentionOptions,
  sequenceAttention,
} from "./sequence-attention.ts";
export {
  type AttentionLayout,
  numEntityRows,
  numSequences,
  numWordRows,
  type SequenceLayout,
} from "./sequence-layout.ts";
