export { isPipelineTask, type Pipelines, type PipelineTask, pipelineTasks } from "./choose-pipeline.ts";
export { type EstimateOptions, estimatePipeline, type PipelineEstimate } from "./estimate-pipeline.ts";
export { loadPipeline } from "./load-pipeline.ts";
export { measurePeak } from "./measure-peak.ts";
export type { ModelCost } from "./model-cost.ts";
export type { ModelContents, ModelFiles } from "./model-files.ts";
export type { ModelSource } from "./model-source.ts";
export { openTaskModel, type TaskModel, type TaskModelOptions } from "./open-task-model.ts";
export type { CallOptions, LabelScore, Mention, Pipeline, StreamOptions, TextSpan } from "./pipeline.ts";
export type { ClozeInput, ClozeOutput, ClozePipeline, ScoredMention } from "./pipelines/cloze-pipeline.ts";
export type { PipelineOptions } from "./pipelines/define-pipeline.ts";
export type {
  EntityLinkingInput,
  EntityLinkingPipeline,
  EntityNames,
  LinkedEntity,
  NamedCandidate,
  NameFilter,
} from "./pipelines/entity-linking-pipeline.ts";
export type {
  EntityInText,
  EntitySimilarityInput,
  EntitySimilarityOutput,
  EntitySimilarityPipeline,
} from "./pipelines/entity-similarity-pipeline.ts";
export type {
  EntityTypingInput,
  EntityTypingOutput,
  EntityTypingPipeline,
} from "./pipelines/entity-typing-pipeline.ts";
export type { FillMaskInput, FillMaskOutput, FillMaskPipeline } from "./pipelines/fill-mask-pipeline.ts";
export type {
  NamedEntity,
  NamedEntityRecognitionPipeline,
} from "./pipelines/named-entity-recognition-pipeline.ts";
export type {
  QuestionAnsweringInput,
  QuestionAnsweringOutput,
  QuestionAnsweringPipeline,
} from "./pipelines/question-answering-pipeline.ts";
export type {
  RelationExtractionInput,
  RelationExtractionOutput,
  RelationExtractionPipeline,
} from "./pipelines/relation-extraction-pipeline.ts";
export { type FoundRelation, type RelationsOptions, relationsBetween } from "./relations-between.ts";
export type { DownloadProgress, SourceOptions } from "./source-options.ts";
