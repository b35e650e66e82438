/**
 * Pretraining as a whole: examples, a model from scratch or from a checkpoint, the stages, Hugging Face folders at the
 * end (paper §3.3–3.4, Appendix A), in one process or in those that MPI started.
 */
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { writeEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, flattenParameters, type ParameterTree } from "@lukejs/kernels";
import { measurePeak } from "@lukejs/luke";
import type { LukeModel } from "@lukejs/model";
import { saveCheckpoint } from "@lukejs/model/node";
import {
  createMasking,
  createPretrainingTask,
  PretrainingExamples,
  type PretrainingFigures,
} from "@lukejs/tasks";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import { decaysByDefault, restoreParameters, type TrainProgress, train } from "@lukejs/training";
import { isMpiProcess, openMpi } from "@lukejs/training/node";
import { runInterrupted, startMismatch } from "../errors.ts";
import { createMaskingPool } from "./masking-pool.ts";
import type { ExampleLocation } from "./masking-worker.ts";
import { openRunFolder } from "./open-run-folder.ts";
import type { PretrainConfig } from "./pretrain-config.ts";
import { type PretrainingData, readPretrainingData } from "./pretraining-data.ts";
import { startingModel } from "./starting-model.ts";
import { trainingSettings } from "./training-settings.ts";

export interface PretrainOptions {
  readonly resume?: boolean;
  readonly signal?: AbortSignal;
  /** Called on rank 0 alone. */
  readonly onProgress?: (progress: TrainProgress) => void;
}

export interface PretrainOutcome {
  /** The finished model's folder. */
  readonly model: string;
  /** The folder of the best evaluation's model, where it is kept. */
  readonly best?: string;
  readonly steps: number;
  readonly parameters: number;
  /** Processes that trained together, and which of them this is; rank 0 writes. */
  readonly processes: number;
  readonly rank: number;
  readonly figures: Partial<PretrainingFigures>;
  /** Updates at which the stages begin. */
  readonly stageStarts: readonly { readonly step: number; readonly name: string }[];
}

/**
 * @throws LukeError from the readers of what the config names; CLI007 when it was interrupted (the run folder then
 *   holds a checkpoint to resume from); CLI018, CLI019 where vocabularies, examples and checkpoint do not fit
 */
export async function pretrainModel(
  config: PretrainConfig,
  options: PretrainOptions = {},
): Promise<PretrainOutcome> {
  const communicator = isMpiProcess() ? await openMpi({ gradients: config.run.gradients }) : undefined;
  const { rank, size: processes } = communicator ?? { rank: 0, size: 1 };
  const data = await readPretrainingData(config, communicator);
  const { tokenizer, entityVocab, train: examples, heldOut } = data;
  const model = await startingModel(config, tokenizer.vocabSize, entityVocab.size);
  const { seed, maxTokens, run } = config;
  const masking = createMasking(tokenizer, entityVocab, config.masking);
  const pool =
    run.maskingWorkers === 0
      ? undefined
      : createMaskingPool(
          { examples: locationOf(examples), masking, seed, padWordId: model.config.padWordId },
          run.maskingWorkers,
        );
  try {
    checkStart(config, model, data);
    const task = createPretrainingTask({ ...model, recompute: run.recompute }, examples, {
      seed,
      maxTokens,
      heldOut,
      masking,
      entityAwareAttention: config.model.entityAwareAttention,
      ...(config.sampledEntities === undefined ? {} : { sampledEntities: config.sampledEntities }),
      entityRowsAlone: config.entityTable === "rows",
      ...(pool === undefined ? {} : { mask: pool.mask }),
    });
    const settings = trainingSettings(config, examples.size);
    const { examples: _, tokenizer: __, entityVocab: ___, out: ____, run: _____, ...kept } = config;
    const result = await train(task, settings, {
      runFolder: openRunFolder(config.out, kept),
      resume: options.resume === true,
      peakFlops: run.peakTeraflops === undefined ? await measurePeak() : run.peakTeraflops * 1e12,
      ...(communicator === undefined ? {} : { communicator }),
      ...(run.overlap === undefined ? {} : { overlap: run.overlap }),
      ...(config.adamW.decay === "original" ? { decays: decaysAsOriginal } : {}),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(options.onProgress === undefined || rank > 0 ? {} : { onProgress: options.onProgress }),
    });
    const folder = join(config.out, "model");
    const best = join(config.out, "best");
    let figures: Partial<PretrainingFigures> | undefined = result.evaluation;
    if (rank === 0) {
      await saveModel(folder, model, config, data);
      if (result.stopped === "done") figures ??= await task.evaluate?.();
      if (result.best !== undefined) {
        restoreParameters(task.params, result.best);
        await saveModel(best, model, config, data);
      }
    }
    communicator?.finish();
    if (result.stopped === "aborted") throw runInterrupted("Pretraining");
    let step = 0;
    const stageStarts = settings.stages.map(({ name, steps }) => {
      step += steps;
      return { step: step - steps, name };
    });
    const parameters = countValues({ ...model.params, ...model.headParams });
    return {
      model: folder,
      ...(result.best === undefined ? {} : { best }),
      steps: result.step,
      parameters,
      processes,
      rank,
      figures: figures ?? {},
      stageStarts,
    };
  } finally {
    await pool?.close();
    if (!(examples instanceof PretrainingExamples)) examples.close();
    disposeParameters({ ...model.params, ...model.headParams });
  }
}

/** What masking threads read the examples by: shared memory, or a file. */
function locationOf(examples: PretrainingData["train"]): ExampleLocation {
  return examples instanceof PretrainingExamples ? examples.arrays : examples.location;
}

/** The original code's groups: its list of what does not decay misses the normalization of the word head. */
function decaysAsOriginal(name: string): boolean {
  return decaysByDefault(name) || name === "maskedWords.norm.scale";
}

function checkStart(config: PretrainConfig, { config: model }: LukeModel, data: PretrainingData): void {
  const { tokenizer, entityVocab } = data;
  const from = config.from ?? "the new model";
  if (tokenizer.vocabSize > model.vocabSize) {
    throw startMismatch(from, "words", tokenizer.vocabSize, model.vocabSize);
  }
  if (entityVocab.size !== model.entityVocabSize) {
    throw startMismatch(from, "entities", entityVocab.size, model.entityVocabSize);
  }
}

async function saveModel(
  folder: string,
  model: LukeModel,
  config: PretrainConfig,
  { tokenizer, entityVocab }: PretrainingData,
): Promise<void> {
  await saveCheckpoint(folder, { ...model, architecture: "LukeForMaskedLM" });
  await saveTokenizer(tokenizer, folder);
  await writeEntityVocab(entityVocab, join(folder, "entity_vocab.json"));
  if (config.entityVocab.endsWith(".jsonl")) {
    await copyFile(config.entityVocab, join(folder, "entity_vocab.jsonl"));
  }
}

function countValues(tree: ParameterTree): number {
  return [...flattenParameters(tree).values()].reduce((sum, { size }) => sum + size, 0);
}
