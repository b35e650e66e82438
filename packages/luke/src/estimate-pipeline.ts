import type { BackendPreference } from "@lukejs/backend";
import type { ArchitectureName } from "@lukejs/model";
import { checkPipelineTask, choosePipeline, type PipelineTask } from "./choose-pipeline.ts";
import { deviceMemory } from "./device-memory.ts";
import { measurePeak } from "./measure-peak.ts";
import { type CostOptions, type ModelCost, modelCost } from "./model-cost.ts";
import { lightModelFiles, type ModelSource } from "./model-source.ts";
import { readConfig } from "./read-config.ts";
import type { SourceOptions } from "./source-options.ts";
import { startBackend } from "./start-backend.ts";

export interface EstimateOptions extends SourceOptions, CostOptions {
  /** Where the model is to compute, as for `loadPipeline`. */
  readonly backend?: BackendPreference;
  /** Floating-point operations a second; by default measured here, in about a second. */
  readonly operationsPerSecond?: number;
}

/** What a prediction will need, before any weights are read or downloaded. */
export interface PipelineEstimate extends ModelCost {
  readonly task: PipelineTask;
  readonly architecture: ArchitectureName;
  readonly backend: string;
  readonly operationsPerSecond: number;
  /** The least time of one input of the longest length, without opening the model. */
  readonly seconds: number;
  /** Bytes that the backend could take now, and in one tensor; absent where it does not tell. */
  readonly available?: number;
  readonly largestTensor?: number;
  /** Whether `loadPipeline` would open it; true where nothing is known. */
  readonly fits: boolean;
}

/**
 * Memory and time of a prediction, from config.json alone: weights exactly, activations and time about. Of a repository or
 * an address nothing else is downloaded.
 *
 * @throws LukeError LUK001, LUK003, LUK004, and what config.json is refused for (LUK002, LUK010, LUK011, MOD…)
 * @example
 * const { memory, seconds, fits } = await estimatePipeline("entity-typing", "studio-ousia/luke-large-finetuned-open-entity");
 */
export async function estimatePipeline(
  task: PipelineTask | undefined,
  source: ModelSource,
  options: EstimateOptions = {},
): Promise<PipelineEstimate> {
  checkPipelineTask(task);
  const files = await lightModelFiles(source, options);
  const config = await readConfig(files);
  const chosen = choosePipeline(files.name, task, config.architectures[0]);
  const { architecture } = chosen.definition;
  const backend = await startBackend(options.backend);
  const cost = modelCost(config, architecture, options);
  const { available, largest } = deviceMemory();
  const operationsPerSecond = options.operationsPerSecond ?? (await measurePeak());
  const tooLarge = largest !== undefined && cost.memory.largest > largest;
  const tooMuch = available !== undefined && cost.memory.total > available;
  return {
    task: chosen.task,
    architecture,
    ...cost,
    backend,
    operationsPerSecond,
    seconds: cost.operations / operationsPerSecond,
    ...(available === undefined ? {} : { available }),
    ...(largest === undefined ? {} : { largestTensor: largest }),
    fits: !tooLarge && !tooMuch,
  };
}
