export { type ClozePrediction, cloze } from "./cloze/cloze.ts";
export type { ClozeFeatures, ClozeOptions } from "./cloze/cloze-features.ts";
export { type ClozeExample, readRecord } from "./cloze/read-record.ts";
export {
  type AmbiguousMention,
  type AmbiguousText,
  type Disambiguation,
  type DisambiguationOptions,
  disambiguateEntities,
} from "./entity-disambiguation/disambiguate-entities.ts";
export {
  type MaskedText,
  maskedWindows,
  type WindowOptions,
} from "./entity-disambiguation/masked-windows.ts";
export {
  cosine,
  type NearestEntity,
  type NearestOptions,
  nearestEntities,
} from "./entity-similarity/nearest-entities.ts";
export { type EntityTypingPrediction, entityTyping } from "./entity-typing/entity-typing.ts";
export type { EntityTypingFeatures } from "./entity-typing/entity-typing-features.ts";
export { meanReciprocalRank } from "./entity-typing/mean-reciprocal-rank.ts";
export { type EntityTypingExample, readOpenEntity } from "./entity-typing/read-open-entity.ts";
export {
  type LabelSetScores,
  type PrecisionRecall,
  scoreLabelSets,
} from "./entity-typing/score-label-sets.ts";
export { batchesByLength, type LengthBatching } from "./features/batches-by-length.ts";
export { type CollateOptions, collate, type LukeBatch } from "./features/collate.ts";
export type { ExampleDropout } from "./features/example-dropout.ts";
export { type LukeFeatures, tokenCount } from "./features/luke-features.ts";
export type { InputOptions } from "./features/mention-states.ts";
export { packTensors } from "./features/pack-tensors.ts";
export { type ReadStates, readStates, type StatesToRead } from "./features/read-states.ts";
export { disposeInputs, toTensors } from "./features/to-tensors.ts";
export {
  createFineTuning,
  type FineTuning,
  type FineTuningBatch,
  type FineTuningOptions,
  type FineTuningVisit,
} from "./fine-tuning/create-fine-tuning.ts";
export type { DatasetSummary } from "./fine-tuning/dataset-summary.ts";
export type {
  Baselines,
  BuiltFeatures,
  EntityMention,
  EntityRow,
  FeatureContext,
  FineTuningTask,
  Marker,
  PredictOptions,
  TaskFeatures,
  TaskScores,
  TaskTokenizer,
} from "./fine-tuning/fine-tuning-task.ts";
export { nextTurn } from "./fine-tuning/next-turn.ts";
export type { OffsetUnit } from "./fine-tuning/offset-unit.ts";
export type { ReadOptions } from "./fine-tuning/parse-rows.ts";
export { prepareModel } from "./fine-tuning/prepare-model.ts";
export { splitWords, type TextSpan } from "./fine-tuning/split-words.ts";
export { type TaskPreset, taskPresets } from "./fine-tuning/task-preset.ts";
export {
  type NerPrediction,
  namedEntityRecognition,
  type ScoredName,
} from "./named-entity-recognition/named-entity-recognition.ts";
export type { NerFeatures, NerOptions } from "./named-entity-recognition/ner-features.ts";
export { type NerDocument, type NerSentence, readConll } from "./named-entity-recognition/read-conll.ts";
export {
  type ChunkFigures,
  type ChunkScores,
  formatChunkScores,
  scoreChunks,
} from "./named-entity-recognition/score-chunks.ts";
export {
  detectScheme,
  type NameSpan,
  spansOfTags,
  type TagScheme,
  tagsOfSpans,
} from "./named-entity-recognition/spans-of-tags.ts";
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
  cutMicroBatches,
  type MicroBatchShare,
  maskMicroBatch,
  type PretrainingVisit,
} from "./pretraining/cut-micro-batches.ts";
export {
  type EvaluatePretrainingOptions,
  evaluatePretraining,
  type PretrainingFigures,
} from "./pretraining/evaluate-pretraining.ts";
export type { ExampleSource } from "./pretraining/example-source.ts";
export { type HeldOut, isHeldOut } from "./pretraining/held-out.ts";
export { type MaskedExample, type MaskingOptions, maskExample } from "./pretraining/mask-example.ts";
export { type MaskedBatch, maskedBatches } from "./pretraining/masked-batches.ts";
export { type ExampleOptions, type PackedExample, pageExamples } from "./pretraining/page-examples.ts";
export {
  type ExampleArrays,
  type ExampleRoom,
  PretrainingExamples,
} from "./pretraining/pretraining-examples.ts";
export { type PretrainingLogits, pretrainingLogits } from "./pretraining/pretraining-logits.ts";
export {
  type PretrainingLoss,
  type PretrainingLossOptions,
  type PretrainingTotals,
  pretrainingLoss,
} from "./pretraining/pretraining-loss.ts";
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
export { pretrainingWork } from "./pretraining/pretraining-work.ts";
export {
  type EntitySample,
  sampledEntityLogits,
  sampleEntities,
} from "./pretraining/sampled-entities.ts";
export { wordStartTable } from "./pretraining/word-groups.ts";
export type { ScoredAnswer } from "./question-answering/best-answers.ts";
export { compareAnswers } from "./question-answering/compare-answers.ts";
export { normalizeAnswer } from "./question-answering/normalize-answer.ts";
export {
  type QuestionAnsweringOptions,
  type QuestionPrediction,
  questionAnswering,
} from "./question-answering/question-answering.ts";
export type { QuestionFeatures } from "./question-answering/question-features.ts";
export { type QuestionExample, readSquad } from "./question-answering/read-squad.ts";
export { type AnswerScores, scoreAnswers } from "./question-answering/score-answers.ts";
export {
  type AnswerOrNoneFigures,
  type AnswerOrNoneScores,
  scoreAnswersOrNone,
} from "./question-answering/score-answers-or-none.ts";
export { mentionsAsWords } from "./relation-classification/mentions-as-words.ts";
export { type RelationExample, readTacred, type WordSpan } from "./relation-classification/read-tacred.ts";
export {
  type RelationPrediction,
  relationClassification,
} from "./relation-classification/relation-classification.ts";
export type { RelationFeatures } from "./relation-classification/relation-features.ts";
export {
  type DirectedRelationFigures,
  type DirectedRelationScores,
  scoreDirectedRelations,
} from "./relation-classification/score-directed-relations.ts";
export {
  formatRelationScores,
  noRelation,
  type RelationScores,
  scoreRelations,
} from "./relation-classification/score-relations.ts";
