import { noPipelineFor, otherTask, unknownPipeline } from "./errors.ts";
import { type ClozePipeline, clozePipeline } from "./pipelines/cloze-pipeline.ts";
import type { PipelineDefinition } from "./pipelines/define-pipeline.ts";
import { type EntityLinkingPipeline, entityLinkingPipeline } from "./pipelines/entity-linking-pipeline.ts";
import {
  type EntitySimilarityPipeline,
  entitySimilarityPipeline,
} from "./pipelines/entity-similarity-pipeline.ts";
import { type EntityTypingPipeline, entityTypingPipeline } from "./pipelines/entity-typing-pipeline.ts";
import { type FillMaskPipeline, fillMaskPipeline } from "./pipelines/fill-mask-pipeline.ts";
import {
  type NamedEntityRecognitionPipeline,
  namedEntityRecognitionPipeline,
} from "./pipelines/named-entity-recognition-pipeline.ts";
import {
  type QuestionAnsweringPipeline,
  questionAnsweringPipeline,
} from "./pipelines/question-answering-pipeline.ts";
import {
  type RelationExtractionPipeline,
  relationExtractionPipeline,
} from "./pipelines/relation-extraction-pipeline.ts";

/** The pipeline of each task. */
export interface Pipelines {
  "entity-typing": EntityTypingPipeline;
  "relation-extraction": RelationExtractionPipeline;
  "named-entity-recognition": NamedEntityRecognitionPipeline;
  cloze: ClozePipeline;
  "question-answering": QuestionAnsweringPipeline;
  "fill-mask": FillMaskPipeline;
  "entity-linking": EntityLinkingPipeline;
  "entity-similarity": EntitySimilarityPipeline;
}

/** The names that `loadPipeline` takes. */
export type PipelineTask = keyof Pipelines;

const definitions: { readonly [Task in PipelineTask]: PipelineDefinition<never, unknown> } = {
  "entity-typing": entityTypingPipeline,
  "relation-extraction": relationExtractionPipeline,
  "named-entity-recognition": namedEntityRecognitionPipeline,
  cloze: clozePipeline,
  "question-answering": questionAnsweringPipeline,
  // The first of those that a pretrained model serves is the one without a name.
  "fill-mask": fillMaskPipeline,
  "entity-linking": entityLinkingPipeline,
  "entity-similarity": entitySimilarityPipeline,
};

/** Every task that `loadPipeline` knows. */
export const pipelineTasks: readonly PipelineTask[] = Object.keys(definitions) as PipelineTask[];

/** Whether there is a pipeline of this name. */
export function isPipelineTask(name: string): name is PipelineTask {
  return Object.hasOwn(definitions, name);
}

/**
 * The pipeline for a model of a class, the wanted one or the one that fits.
 *
 * @param name - what errors call the model
 * @param architecture - the class that config.json names, if it names one
 * @throws LukeError LUK001, LUK003, LUK004
 */
export function choosePipeline(
  name: string,
  task: string | undefined,
  architecture: string | undefined,
): { readonly task: PipelineTask; readonly definition: PipelineDefinition<never, unknown> } {
  checkPipelineTask(task);
  const fitting = pipelineTasks.find((one) => definitions[one].architecture === architecture);
  const chosen = task ?? fitting;
  if (chosen === undefined) throw noPipelineFor(name, architecture ?? "LukeModel", pipelineTasks);
  const definition = definitions[chosen];
  const wanted = definition.architecture;
  if (architecture !== undefined && architecture !== wanted) {
    throw otherTask(name, { task: chosen, wanted, found: architecture, madeFor: fitting });
  }
  return { task: chosen, definition };
}

/** @throws LukeError LUK001 */
export function checkPipelineTask(task: string | undefined): asserts task is PipelineTask | undefined {
  if (task !== undefined && !isPipelineTask(task)) throw unknownPipeline(String(task), pipelineTasks);
}
