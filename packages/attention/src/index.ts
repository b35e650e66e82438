export {
  type AttentionInputs,
  type AttentionOptions,
  type AttentionOutputs,
  type AttentionParams,
  entityAwareAttention,
  type LinearParams,
} from "./entity-aware-attention.ts";
