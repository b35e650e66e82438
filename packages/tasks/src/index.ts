export { batchesByLength, type LengthBatching } from "./features/batches-by-length.ts";
export { type CollateOptions, collate, type LukeBatch } from "./features/collate.ts";
export { type LukeFeatures, tokenCount } from "./features/luke-features.ts";
export { disposeInputs, type LukeInputs, toTensors } from "./features/to-tensors.ts";
export {
  type BuildOptions,
  buildPretrainingExamples,
  type PretrainingSplits,
} from "./pretraining/build-pretraining-examples.ts";
export { type HeldOut, isHeldOut } from "./pretraining/held-out.ts";
export { type MaskedExample, type MaskingOptions, maskExample } from "./pretraining/mask-example.ts";
export { type ExampleOptions, type PackedExample, pageExamples } from "./pretraining/page-examples.ts";
export { PretrainingExamples } from "./pretraining/pretraining-examples.ts";
export type {
  EntityIndex,
  PretrainingPage,
  SentenceSplitter,
  WordEncoder,
} from "./pretraining/pretraining-page.ts";
export { wordStartTable } from "./pretraining/word-groups.ts";
