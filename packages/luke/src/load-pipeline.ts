import { noPipelineFor, otherTask, unknownPipeline } from "./errors.ts";
import { type ModelSource, modelFiles } from "./model-source.ts";
import { checkModelFiles } from "./open-model.ts";
import type { Pipeline } from "./pipeline.ts";
import { type ClozePipeline, clozePipeline } from "./pipelines/cloze-pipeline.ts";
import type { PipelineDefinition, PipelineOptions } from "./pipelines/define-pipeline.ts";
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
import { readArchitecture } from "./read-architecture.ts";

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

/** Every task that {@link loadPipeline} knows. */
export const pipelineTasks: readonly PipelineTask[] = Object.keys(definitions) as PipelineTask[];

/**
 * Opens a model as a pipeline: raw text in, typed results with UTF-16 offsets, scores and the matched text out. The
 * source is a folder as Hugging Face lays it out, its http(s) address, the id of a Hugging Face repository, or the files
 * themselves. Node keeps what it downloads in Hugging Face's cache; a page reads addresses and files. Without a task
 * config.json decides. Starts a backend unless one is active.
 *
 * @throws LukeError LUK001 (unknown task), LUK002 (a file is missing), LUK003 (a model for another task), LUK004 (no
 *   pipeline for the model), LUK005 (files of different models), MOD016 (not to be had),
 *   BCK…, MOD…, TOK…, VOC…
 * @example
 * using recognize = await loadPipeline("named-entity-recognition", "my-model");
 * for (const { text, label, score } of await recognize("Ann lives in Oslo.")) console.log(text, label, score);
 */
export async function loadPipeline<Task extends PipelineTask>(
  task: Task,
  source: ModelSource,
  options?: PipelineOptions,
): Promise<Pipelines[Task]>;
export async function loadPipeline(
  task: undefined,
  source: ModelSource,
  options?: PipelineOptions,
): Promise<Pipelines[PipelineTask]>;
export async function loadPipeline(
  task: string | undefined,
  source: ModelSource,
  options: PipelineOptions = {},
): Promise<Pipelines[PipelineTask]> {
  if (task !== undefined && !isPipelineTask(task)) throw unknownPipeline(String(task), pipelineTasks);
  const files = await modelFiles(source, options);
  await checkModelFiles(files);
  const architecture = await readArchitecture(files);
  const fitting = pipelineTasks.find((name) => definitions[name].architecture === architecture);
  const chosen = task ?? fitting;
  if (chosen === undefined) throw noPipelineFor(files.name, architecture ?? "LukeModel", pipelineTasks);
  const { architecture: wanted, entities = false, open } = definitions[chosen];
  if (architecture !== undefined && architecture !== wanted) {
    throw otherTask(files.name, { task: chosen, wanted, found: architecture, madeFor: fitting });
  }
  await checkModelFiles(files, entities);
  return (await open(files, options)) as Pipeline<never, unknown> as Pipelines[PipelineTask];
}

/** Whether there is a pipeline of this name. */
export function isPipelineTask(name: string): name is PipelineTask {
  return Object.hasOwn(definitions, name);
}
