import { type EntityVocab, parseEntityVocab } from "@lukejs/entity-vocab";
import { disposeParameters, type ParameterTree } from "@lukejs/kernels";
import { type ArchitectureName, type LukeModel, openCheckpointFiles } from "@lukejs/model";
import { type FeatureContext, taskPresets } from "@lukejs/tasks";
import {
  openTokenizer,
  openXlmRobertaTokenizer,
  type RobertaTokenizer,
  type XlmRobertaTokenizer,
} from "@lukejs/tokenizer";
import { checkMemory } from "./check-memory.ts";
import { type EntityTitles, entityTitles } from "./entity-titles.ts";
import { filesDisagree, filesMissing } from "./errors.ts";
import type { ModelFiles } from "./model-files.ts";
import { readConfig } from "./read-config.ts";

/** A model with its tokenizer, and its entities where the files list them. The tensors are the holder's. */
export interface OpenedModel extends LukeModel {
  readonly labels: readonly string[];
  readonly tokenizer: RobertaTokenizer | XlmRobertaTokenizer;
  readonly entities: EntityVocab | undefined;
  /** How entities are named; there where the vocabulary is. */
  readonly titles: EntityTitles | undefined;
  /** What features were built with in training, and have to be built with again. */
  readonly features: Partial<
    Pick<FeatureContext, "preset" | "maxWords" | "maxSpanLength" | "sharedContext" | "repeatedText">
  >;
  /** Above which a question has no answer, where the model was fine-tuned for such ones. */
  readonly nullThreshold?: number;
}

export interface OpenModelOptions {
  readonly maxTokens?: number;
  readonly ignoreMemory?: boolean;
  readonly language?: string;
}

/** Weights, in any of the forms that can be read. */
const weights = ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"];
/** The words of mLUKE, where LUKE has vocab.json and merges.txt. */
const pieces = "sentencepiece.bpe.model";
/** Entity vocabularies, the first that is there. */
const entityFiles = ["entity_vocab.json", "entity_vocab.jsonl", "entity_vocab.tsv"];

/**
 * What a model's files have to be, said in one message before anything is read.
 *
 * @param entities - whether an entity vocabulary is needed
 * @throws LukeError LUK002
 */
export async function checkModelFiles(files: ModelFiles, entities = false): Promise<void> {
  const has = async (names: readonly string[]): Promise<boolean> =>
    (await firstOf(files, names)) !== undefined;
  const missing: string[] = [];
  if (!(await has(["config.json"]))) missing.push("config.json");
  if (!(await has([pieces]))) {
    for (const name of ["vocab.json", "merges.txt"]) if (!(await has([name]))) missing.push(name);
  }
  if (!(await has(weights))) missing.push("model.safetensors");
  if (entities && !(await has(entityFiles))) missing.push("entity_vocab.json");
  if (missing.length > 0) throw filesMissing(files.name, missing);
}

/**
 * @param architecture - whose head is read
 * @throws LukeError LUK005, LUK014, and what the readers of the files throw (MOD…, TOK…, VOC…)
 */
export async function openModel(
  files: ModelFiles,
  architecture: ArchitectureName,
  { maxTokens, ignoreMemory = false, language }: OpenModelOptions = {},
): Promise<OpenedModel> {
  if (!ignoreMemory) checkMemory(files.name, await readConfig(files), architecture, maxTokens);
  const tokenizer = (await files.has(pieces))
    ? await openXlmRobertaTokenizer(files)
    : await openTokenizer(files);
  const entityFile = await firstOf(files, entityFiles);
  const entities =
    entityFile === undefined
      ? undefined
      : parseEntityVocab((await files.text(entityFile)) ?? "", files.nameOf(entityFile));
  const open = files.openCheckpoint ?? ((options) => openCheckpointFiles(files, options));
  const { config, params, headParams, labels, extra } = await open({ architecture });
  if (tokenizer.vocabSize > config.vocabSize) {
    freeModel({ params, headParams });
    throw filesDisagree(
      files.name,
      `its tokenizer has ${tokenizer.vocabSize} words, the model has rows for ${config.vocabSize}`,
    );
  }
  const titles = entities && entityTitles(entities, language);
  return { config, params, headParams, labels, tokenizer, entities, titles, ...settingsOf(extra["lukejs"]) };
}

export function freeModel({ params, headParams }: Pick<LukeModel, "params" | "headParams">): void {
  disposeParameters({ ...params, ...headParams } as ParameterTree);
}

/** A folder that was not fine-tuned here has inputs as transformers builds them. */
function settingsOf(settings: unknown): Pick<OpenedModel, "features" | "nullThreshold"> {
  if (settings === undefined) return { features: { preset: "hf" } };
  const { nullThreshold } = settings as Record<string, unknown>;
  return {
    features: featuresOf(settings),
    ...(typeof nullThreshold === "number" ? { nullThreshold } : {}),
  };
}

function featuresOf(settings: unknown): OpenedModel["features"] {
  const { preset, maxWords, maxSpanLength, sharedContext, repeatedText } = settings as Record<
    string,
    unknown
  >;
  const known = taskPresets.find((name) => name === preset);
  return {
    ...(known === undefined ? {} : { preset: known }),
    ...(typeof maxWords === "number" ? { maxWords } : {}),
    ...(typeof maxSpanLength === "number" ? { maxSpanLength } : {}),
    ...(sharedContext === true ? { sharedContext } : {}),
    ...(repeatedText === true ? { repeatedText } : {}),
  };
}

async function firstOf(files: ModelFiles, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) if (await files.has(name)) return name;
  return undefined;
}
