import { checkPipelineTask, choosePipeline, type Pipelines, type PipelineTask } from "./choose-pipeline.ts";
import { type ModelSource, modelFiles } from "./model-source.ts";
import { checkModelFiles } from "./open-model.ts";
import type { Pipeline } from "./pipeline.ts";
import type { PipelineOptions } from "./pipelines/define-pipeline.ts";
import { readConfig } from "./read-config.ts";

/**
 * Opens a model as a pipeline: raw text in, typed results with UTF-16 offsets, scores and the matched text out. The
 * source is a folder as Hugging Face lays it out, its http(s) address, the id of a Hugging Face repository, or the files
 * themselves. Node keeps what it downloads in Hugging Face's cache; a page reads addresses and files. Without a task
 * config.json decides. Starts a backend unless one is active.
 *
 * @throws LukeError LUK001 (unknown task), LUK002 (a file is missing), LUK003 (a model for another task), LUK004 (no
 *   pipeline for the model), LUK005 (files of different models), LUK014 (too big for this machine), MOD016 (not to be
 *   had), BCK…, MOD…, TOK…, VOC…
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
  checkPipelineTask(task);
  const files = await modelFiles(source, options);
  await checkModelFiles(files);
  const { architectures } = await readConfig(files);
  const { definition } = choosePipeline(files.name, task, architectures[0]);
  await checkModelFiles(files, definition.entities);
  return (await definition.open(files, options)) as Pipeline<never, unknown> as Pipelines[PipelineTask];
}
