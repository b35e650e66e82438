import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { EntityVocab } from "@lukejs/entity-vocab";
import { readEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, type ParameterTree } from "@lukejs/kernels";
import type { ArchitectureName, LukeModel } from "@lukejs/model";
import { openCheckpoint } from "@lukejs/model/node";
import type { RobertaTokenizer } from "@lukejs/tokenizer";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import { filesDisagree, folderIncomplete } from "./errors.ts";

/** A model with its tokenizer, and its entities where the folder lists them. The tensors are the holder's. */
export interface ModelFolder extends LukeModel {
  readonly folder: string;
  readonly labels: readonly string[];
  readonly tokenizer: RobertaTokenizer;
  readonly entities: EntityVocab | undefined;
  /** What features were built with in training, and have to be built with again. */
  readonly features: { readonly maxWords?: number; readonly maxSpanLength?: number };
}

/** Weights, in any of the forms that can be read. */
const weights = ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"];
/** Entity vocabularies, the first that is there. */
const entityFiles = ["entity_vocab.json", "entity_vocab.jsonl", "entity_vocab.tsv"];

/**
 * What a folder has to hold, said in one message before anything is read.
 *
 * @param entities - whether an entity vocabulary is needed
 * @throws LukeError LUK002
 */
export async function checkModelFolder(folder: string, entities = false): Promise<void> {
  const names = await namesIn(folder);
  const missing = ["config.json", "vocab.json", "merges.txt"].filter((name) => !names.includes(name));
  if (!weights.some((name) => names.includes(name))) missing.push("model.safetensors");
  if (entities && !entityFiles.some((name) => names.includes(name))) missing.push("entity_vocab.json");
  if (missing.length > 0) throw folderIncomplete(folder, missing);
}

/**
 * @param architecture - whose head is read
 * @throws LukeError LUK002, LUK005, and what the readers of the files throw (MOD…, TOK…, VOC…)
 */
export async function openModelFolder(folder: string, architecture: ArchitectureName): Promise<ModelFolder> {
  await checkModelFolder(folder);
  const names = await namesIn(folder);
  const tokenizer = await loadTokenizer(folder);
  const entityFile = entityFiles.find((name) => names.includes(name));
  const entities = entityFile === undefined ? undefined : await readEntityVocab(join(folder, entityFile));
  const { config, params, headParams, labels, extra } = await openCheckpoint(folder, { architecture });
  if (tokenizer.vocabSize > config.vocabSize) {
    freeModel({ params, headParams });
    throw filesDisagree(
      folder,
      `its tokenizer has ${tokenizer.vocabSize} words, the model has rows for ${config.vocabSize}`,
    );
  }
  return {
    folder,
    config,
    params,
    headParams,
    labels,
    tokenizer,
    entities,
    features: featuresOf(extra["lukejs"]),
  };
}

export function freeModel({ params, headParams }: Pick<LukeModel, "params" | "headParams">): void {
  disposeParameters({ ...params, ...headParams } as ParameterTree);
}

function featuresOf(settings: unknown): ModelFolder["features"] {
  const { maxWords, maxSpanLength } = (settings ?? {}) as Record<string, unknown>;
  return {
    ...(typeof maxWords === "number" ? { maxWords } : {}),
    ...(typeof maxSpanLength === "number" ? { maxSpanLength } : {}),
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    throw folderIncomplete(folder, []);
  }
}
