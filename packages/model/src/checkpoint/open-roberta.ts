import { join } from "node:path";
import type { Random } from "@lukejs/kernels";
import { architectureOf } from "../config/architectures.ts";
import { modelTypeUnknown } from "../errors.ts";
import { createVariables } from "../parameters/create-variables.ts";
import { headParameterSpecs, lukeParameterSpecs } from "../parameters/parameter-specs.ts";
import { findTensors } from "./find-tensors.ts";
import { huggingFaceNames, isRedundantName } from "./names.ts";
import type { OpenedCheckpoint } from "./open-checkpoint.ts";
import { openWeights } from "./open-weights.ts";
import { otherFiles } from "./other-files.ts";
import { parameterTrees } from "./parameter-trees.ts";
import { readJson } from "./read-json.ts";
import { type ReadOptions, readVariables } from "./read-variables.ts";
import { robertaConfig } from "./roberta-config.ts";

export interface OpenRobertaOptions extends ReadOptions {
  /** Rows of the new entity table, special entities included. */
  readonly entityVocabSize: number;
  /** Width of the new entity table; 256 unless told. */
  readonly entityEmbeddingSize?: number;
  /** What the new parameters are drawn from. */
  readonly random: Random;
}

/**
 * The start of pretraining (§3.3): words, layers and masked-word head of a RoBERTa folder (Hugging Face's), new entity
 * embeddings and a new masked-entity head, plain attention. A pooler that is not stored is new too.
 *
 * @throws LukeError MOD002 (no RoBERTa), and as {@link openCheckpoint}
 */
export async function openRoberta(folder: string, options: OpenRobertaOptions): Promise<OpenedCheckpoint> {
  const { entityVocabSize, entityEmbeddingSize = 256, random } = options;
  const source = join(folder, "config.json");
  const json = (await readJson(source)) as Readonly<Record<string, unknown>>;
  const type = json?.["model_type"];
  if (type !== "roberta" && type !== "xlm-roberta")
    throw modelTypeUnknown(source, type, ["roberta", "xlm-roberta"]);
  const entities = { entityVocabSize, entityEmbeddingSize, useEntityAwareAttention: false };
  const config = robertaConfig(json, entities, source);
  const architecture = "LukeForMaskedLM";
  const encoder = lukeParameterSpecs(config);
  const heads = headParameterSpecs(config, architectureOf(architecture), 0);
  const all = [...encoder, ...heads];
  const { file, path } = await openWeights(folder);
  try {
    const prefix = [...file.shapes.keys()].some((name) => name.startsWith("roberta.")) ? "roberta." : "";
    const names = (ours: string): readonly string[] =>
      huggingFaceNames(ours, "").map((name) => (name.startsWith("lm_head.") ? name : prefix + name));
    const isNew = (name: string): boolean =>
      name.startsWith("entityEmbeddings.") ||
      name.startsWith("maskedEntities.") ||
      (name.startsWith("pooler.") && !file.shapes.has(names(name)[0]!));
    const sources = findTensors(new Map(all.filter(([name]) => !isNew(name))), file, names, path);
    const variables = await readVariables(sources, file, path, options);
    for (const [name, variable] of createVariables(
      new Map(all.filter(([name]) => isNew(name))),
      config,
      random,
    )) {
      variables.set(name, variable);
    }
    const read = new Set(sources.values());
    return {
      config,
      architecture,
      labels: [],
      extra: {},
      ...parameterTrees(encoder, heads, variables),
      files: await otherFiles(folder),
      unread: [...file.shapes.keys()].filter(
        (name) => !read.has(name) && !isRedundantName(name.replace(/^roberta\./, "")),
      ),
    };
  } finally {
    await file.close();
  }
}
