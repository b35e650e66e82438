import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Random } from "@lukejs/kernels";
import {
  copyQueries,
  createHeadParams,
  createLukeParams,
  disposeReplaced,
  type LukeConfig,
  type LukeModel,
  lukeBase,
} from "@lukejs/model";
import { openCheckpoint, openRoberta } from "@lukejs/model/node";
import { findCheckpoint } from "./find-checkpoint.ts";
import type { PretrainConfig } from "./pretrain-config.ts";
import { setSinusoids } from "./set-sinusoids.ts";

/** Where pretraining begins: a RoBERTa with new entities, a LUKE, or nothing (the sizes in the config). */
export async function startingModel(
  config: PretrainConfig,
  vocabSize: number,
  entityVocabSize: number,
): Promise<LukeModel> {
  const model = await openOrCreate(config, vocabSize, entityVocabSize);
  // The three additional queries begin as copies (paper §3.4); a LUKE may have them already.
  if (!config.model.entityAwareAttention || model.params.layers[0]?.attention.wordToEntityQuery !== undefined)
    return model;
  return disposeReplaced(model, copyQueries(model));
}

async function openOrCreate(
  config: PretrainConfig,
  vocabSize: number,
  entityVocabSize: number,
): Promise<LukeModel> {
  const random = new Random(config.seed, 1);
  if (config.from !== undefined) {
    const folder = await findCheckpoint(config.from);
    const { model_type: type } = JSON.parse(await readFile(join(folder, "config.json"), "utf8")) as {
      model_type?: string;
    };
    if (type !== "roberta" && type !== "xlm-roberta") {
      return openCheckpoint(folder, { architecture: "LukeForMaskedLM" });
    }
    const { entityEmbeddingSize } = config.model;
    return openRoberta(folder, { entityVocabSize, entityEmbeddingSize, random });
  }
  const { dropout, initialPositions, entityAwareAttention: _, ...sizes } = config.model;
  const lukeConfig: LukeConfig = {
    ...lukeBase,
    ...sizes,
    vocabSize,
    entityVocabSize,
    hiddenDropout: dropout,
    attentionDropout: dropout,
    useEntityAwareAttention: false,
  };
  const params = createLukeParams(lukeConfig, random.fork(1));
  if (initialPositions === "sinusoids") setSinusoids(params, lukeConfig);
  return {
    config: lukeConfig,
    params,
    headParams: createHeadParams(lukeConfig, "LukeForMaskedLM", random.fork(2)),
  };
}
