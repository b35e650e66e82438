/**
 * Pretraining as a whole: examples, a model from scratch or from a checkpoint, the stages, a Hugging Face folder at
 * the end (paper §3.3–3.4, Appendix A).
 */
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { readEntityVocab, writeEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, flattenParameters, type ParameterTree, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, type LukeConfig, type LukeModel, lukeBase } from "@lukejs/model";
import { openCheckpoint, saveCheckpoint } from "@lukejs/model/node";
import {
  createMasking,
  createPretrainingTask,
  entityParameters,
  type PretrainingFigures,
} from "@lukejs/tasks";
import { readPretrainingExamples } from "@lukejs/tasks/node";
import { loadTokenizer, saveTokenizer } from "@lukejs/tokenizer/node";
import { type StageConfig, type TrainProgress, train } from "@lukejs/training";
import { runInterrupted } from "../errors.ts";
import { openRunFolder } from "./open-run-folder.ts";
import type { PretrainConfig } from "./pretrain-config.ts";
import { setSinusoids } from "./set-sinusoids.ts";

export interface PretrainOptions {
  readonly resume?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainProgress) => void;
}

export interface PretrainOutcome {
  /** The finished model's folder. */
  readonly model: string;
  readonly steps: number;
  readonly parameters: number;
  readonly figures: PretrainingFigures;
  /** Updates at which the stages begin. */
  readonly stageStarts: readonly { readonly step: number; readonly name: string }[];
}

/**
 * @throws LukeError from the readers of what the config names; CLI007 when it was interrupted (the run folder then
 *   holds a checkpoint to resume from).
 */
export async function pretrainModel(
  config: PretrainConfig,
  options: PretrainOptions = {},
): Promise<PretrainOutcome> {
  const tokenizer = await loadTokenizer(config.tokenizer);
  const entityVocab = await readEntityVocab(config.entityVocab);
  const { train: examples, heldOut } = await readPretrainingExamples(config.examples);
  const model = await startingModel(config, tokenizer.vocabSize, entityVocab.size);
  try {
    const stages = config.stages.map((stage): StageConfig => {
      const { steps, epochs = 1, trains, ...rest } = stage;
      return {
        ...rest,
        steps: steps ?? Math.max(1, Math.round((epochs * examples.size) / config.batchSize)),
        ...(trains === "entities" ? { trains: entityParameters } : {}),
      };
    });
    const task = createPretrainingTask(model, examples, {
      seed: config.seed,
      maxTokens: config.maxTokens,
      heldOut,
      masking: createMasking(tokenizer, entityVocab, config.masking),
    });
    const { seed, batchSize, adamW, clipNorm, evaluateEvery, checkpointEvery } = config;
    const result = await train(
      task,
      {
        seed,
        batchSize,
        stages,
        adamW,
        ...(clipNorm === undefined ? {} : { clipNorm }),
        ...(evaluateEvery === undefined ? {} : { evaluateEvery }),
        ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
      },
      {
        runFolder: openRunFolder(config.out, { model: config.model, masking: config.masking }),
        resume: options.resume === true,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      },
    );
    if (result.stopped === "aborted") throw runInterrupted("Pretraining");
    const folder = join(config.out, "model");
    await saveCheckpoint(folder, { ...model, architecture: "LukeForMaskedLM" });
    await saveTokenizer(tokenizer, folder);
    await writeEntityVocab(entityVocab, join(folder, "entity_vocab.json"));
    await copyFile(config.entityVocab, join(folder, "entity_vocab.jsonl"));
    let step = 0;
    const stageStarts = stages.map(({ name, steps }) => {
      step += steps;
      return { step: step - steps, name };
    });
    const parameters = countValues({ ...model.params, ...model.headParams });
    const figures = (result.evaluation ?? (await task.evaluate?.()) ?? {}) as PretrainingFigures;
    return { model: folder, steps: result.step, parameters, figures, stageStarts };
  } finally {
    disposeParameters({ ...model.params, ...model.headParams });
  }
}

/** A model from scratch with the config's sizes, or the checkpoint it names. */
async function startingModel(
  config: PretrainConfig,
  vocabSize: number,
  entityVocabSize: number,
): Promise<LukeModel> {
  if (config.from !== undefined) return openCheckpoint(config.from, { architecture: "LukeForMaskedLM" });
  const { dropout, initialPositions, ...sizes } = config.model;
  const lukeConfig: LukeConfig = {
    ...lukeBase,
    ...sizes,
    vocabSize,
    entityVocabSize,
    hiddenDropout: dropout,
    attentionDropout: dropout,
    // Pretraining uses plain attention; the other queries are copies made for fine-tuning (paper §3.4).
    useEntityAwareAttention: false,
  };
  const random = new Random(config.seed, 1);
  const params = createLukeParams(lukeConfig, random.fork(1));
  if (initialPositions === "sinusoids") setSinusoids(params, lukeConfig);
  return {
    config: lukeConfig,
    params,
    headParams: createHeadParams(lukeConfig, "LukeForMaskedLM", random.fork(2)),
  };
}

function countValues(tree: ParameterTree): number {
  return [...flattenParameters(tree).values()].reduce((sum, { size }) => sum + size, 0);
}
