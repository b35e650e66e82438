import { join } from "node:path";
import { z } from "zod";
import { architectureOf } from "../config/architectures.ts";
import { configInvalid } from "../errors.ts";
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

const schema = z.looseObject({
  model_config: z.looseObject({
    entity_vocab_size: z.int().positive(),
    entity_emb_size: z.int().positive().nullish(),
    hidden_size: z.int().positive(),
    bert_model_name: z.string().optional(),
  }),
});

/**
 * Opens an unpacked archive of the original: metadata.json, pytorch_model.bin, entity_vocab.tsv or .jsonl (in `files`).
 * Archives hold plain attention; `copyQueries` makes it entity-aware as fine-tuning does.
 *
 * @throws LukeError MOD001 (metadata.json), and as {@link openCheckpoint}
 */
export async function openOriginal(folder: string, options: ReadOptions = {}): Promise<OpenedCheckpoint> {
  const source = join(folder, "metadata.json");
  const parsed = schema.safeParse(await readJson(source));
  if (!parsed.success) {
    throw configInvalid(
      source,
      parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    );
  }
  const json = parsed.data.model_config;
  const { file, path } = await openWeights(folder);
  try {
    // Configurations of the time say nothing of the ids; those of RoBERTa are 1, 0 and 2, those of BERT 0.
    const roberta = json.bert_model_name?.startsWith("bert") !== true;
    const ids = { pad_token_id: roberta ? 1 : 0 };
    const entities = {
      entityVocabSize: json.entity_vocab_size,
      entityEmbeddingSize: json.entity_emb_size ?? json.hidden_size,
      useEntityAwareAttention: file.shapes.has("encoder.layer.0.attention.self.w2e_query.weight"),
    };
    const config = robertaConfig({ ...json, ...ids }, entities, source);
    const architecture = "LukeForMaskedLM";
    const encoder = lukeParameterSpecs(config);
    const heads = headParameterSpecs(config, architectureOf(architecture), 0);
    const names = (ours: string): readonly string[] => huggingFaceNames(ours, "");
    const sources = findTensors(new Map([...encoder, ...heads]), file, names, path);
    const variables = await readVariables(sources, file, path, options);
    const read = new Set(sources.values());
    const { "metadata.json": _, ...files } = await otherFiles(folder);
    return {
      config,
      architecture,
      labels: [],
      extra: {},
      ...parameterTrees(encoder, heads, variables),
      files,
      unread: [...file.shapes.keys()].filter((name) => !read.has(name) && !isRedundantName(name)),
    };
  } finally {
    await file.close();
  }
}
