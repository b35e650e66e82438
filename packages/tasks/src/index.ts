export { batchesByLength, type LengthBatching } from "./features/batches-by-length.ts";
export { type CollateOptions, collate, type LukeBatch } from "./features/collate.ts";
export { type LukeFeatures, tokenCount } from "./features/luke-features.ts";
export { disposeInputs, toTensors } from "./features/to-tensors.ts";
export {
  type BuildOptions,
  buildPretrainingExamples,
  type PretrainingSplits,
} from "./pretraining/build-pretraining-examples.ts";
export {
  type CreateMaskingOptions,
  createMasking,
  type MaskingTokenizer,
} from "./pretraining/create-masking.ts";
export {
  type EvaluatePretrainingOptions,
  evaluatePretraining,
  type PretrainingFigures,
} from "./pretraining/evaluate-pretraining.ts";
export { type HeldOut, isHeldOut } from "./pretraining/held-out.ts";
export { type MaskedExample, type MaskingOptions, maskExample } from "./pretraining/mask-example.ts";
export { type MaskedBatch, maskedBatches } from "./pretraining/masked-batches.ts";
export { type ExampleOptions, type PackedExample, pageExamples } from "./pretraining/page-examples.ts";
export { PretrainingExamples } from "./pretraining/pretraining-examples.ts";
export { type PretrainingLogits, pretrainingLogits } from "./pretraining/pretraining-logits.ts";
export { type PretrainingLoss, pretrainingLoss } from "./pretraining/pretraining-loss.ts";
export type {
  EntityIndex,
  PretrainingPage,
  SentenceSplitter,
  WordEncoder,
} from "./pretraining/pretraining-page.ts";
export {
  createPretrainingTask,
  entityParameters,
  type PretrainingTask,
  type PretrainingTaskOptions,
} from "./pretraining/pretraining-task.ts";
export { wordStartTable } from "./pretraining/word-groups.ts";
