export {
  decodeSafetensors,
  encodeSafetensors,
  type Safetensors,
  type TensorData,
  type TensorFile,
} from "@lukejs/safetensors";
export type { Checkpoint } from "./checkpoint/checkpoint.ts";
export { huggingFaceName, huggingFaceNames } from "./checkpoint/names.ts";
export { type CheckpointFiles, openCheckpointFiles } from "./checkpoint/open-checkpoint-files.ts";
export type { OpenOptions, ReadCheckpoint } from "./checkpoint/read-checkpoint.ts";
export {
  type Architecture,
  type ArchitectureName,
  architectureNames,
  architectureOf,
  isArchitectureName,
} from "./config/architectures.ts";
export {
  formatHuggingFaceConfig,
  type HuggingFaceConfig,
  parseHuggingFaceConfig,
} from "./config/hugging-face-config.ts";
export {
  type ActivationName,
  type LukeConfig,
  lukeBase,
  lukeLarge,
  lukeTiny,
  mlukeBase,
  mlukeLarge,
} from "./config/luke-config.ts";
export { dropoutOf } from "./dropout-of.ts";
export { type EncoderLayerOptions, type EncoderLayerOutputs, encoderLayer } from "./encoder-layer.ts";
export { entityEmbeddings } from "./entity-embeddings.ts";
export { answerSpanLoss } from "./heads/answer-span-loss.ts";
export { binaryCrossEntropyLoss } from "./heads/binary-cross-entropy-loss.ts";
export { clozeScorer } from "./heads/cloze-scorer.ts";
export { type CrossEntropyOptions, crossEntropyLoss } from "./heads/cross-entropy-loss.ts";
export { entityClassification } from "./heads/entity-classification.ts";
export { entityPairClassification } from "./heads/entity-pair-classification.ts";
export { type EntitySpanInputs, entitySpanClassification } from "./heads/entity-span-classification.ts";
export { type MaskedEntitiesInputs, maskedEntityLogits } from "./heads/masked-entities.ts";
export { type MaskedWordsInputs, maskedWordLogits } from "./heads/masked-words.ts";
export { meanSquaredErrorLoss } from "./heads/mean-squared-error-loss.ts";
export { multipleChoice } from "./heads/multiple-choice.ts";
export { type AnswerLogits, questionAnswering } from "./heads/question-answering.ts";
export { type ClassifierOptions, sequenceClassification } from "./heads/sequence-classification.ts";
export { tokenClassification } from "./heads/token-classification.ts";
export {
  type HuggingFaceForwardOptions,
  huggingFaceForward,
  type NamedTensors,
} from "./hugging-face-forward.ts";
export { forwardActivations, layerActivations, layerOperations } from "./layer-cost.ts";
export { type LukeOptions, luke } from "./luke.ts";
export type { LukeInputs, LukeOutputs, TokenStates } from "./luke-inputs.ts";
export type { LukeModel } from "./luke-model.ts";
export type { PackedInputs, PackedOutputs, PackedPositions } from "./packed-inputs.ts";
export { type PackedLukeOptions, packedLuke } from "./packed-luke.ts";
export { buildTree } from "./parameters/build-tree.ts";
export { createHeadParams, createLukeParams } from "./parameters/create-params.ts";
export type { HeadParams, MaskedEntitiesParams, MaskedWordsParams } from "./parameters/head-params.ts";
export type {
  AttentionParams,
  EntityEmbeddingsParams,
  LayerParams,
  LinearParams,
  LukeParams,
  NormParams,
  ResidualParams,
  WordEmbeddingsParams,
} from "./parameters/luke-params.ts";
export {
  countParameters,
  headParameterSpecs,
  lukeParameterSpecs,
  type ParameterSpec,
  type ParameterSpecs,
} from "./parameters/parameter-specs.ts";
export { copyQueries, dropQueries } from "./surgery/copy-queries.ts";
export { disposeReplaced } from "./surgery/dispose-replaced.ts";
export { selectEntityRows } from "./surgery/select-entity-rows.ts";
export { appendWordRows, selectWordRows } from "./surgery/select-word-rows.ts";
export { wordEmbeddings } from "./word-embeddings.ts";
