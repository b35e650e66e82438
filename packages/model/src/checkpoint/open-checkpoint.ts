import { join } from "node:path";
import { type ArchitectureName, architectureOf } from "../config/architectures.ts";
import { parseHuggingFaceConfig } from "../config/hugging-face-config.ts";
import { headParameterSpecs, lukeParameterSpecs } from "../parameters/parameter-specs.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { findTensors } from "./find-tensors.ts";
import { huggingFaceNames, isRedundantName } from "./names.ts";
import { openWeights } from "./open-weights.ts";
import { otherFiles } from "./other-files.ts";
import { parameterTrees } from "./parameter-trees.ts";
import { readJson } from "./read-json.ts";
import { type ReadOptions, readVariables } from "./read-variables.ts";

export interface OpenOptions extends ReadOptions {
  /** Which head to read, instead of the one config.json names; "LukeModel" reads none. */
  readonly architecture?: ArchitectureName;
}

export interface OpenedCheckpoint extends Checkpoint {
  readonly labels: readonly string[];
  readonly extra: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, string>>;
  /** Stored tensors that neither the encoder nor the head reads, e.g. another head's. */
  readonly unread: readonly string[];
}

/**
 * Opens a Hugging Face folder: config.json with model.safetensors, its shards, or pytorch_model.bin
 * read as tensors only.
 * Weights in float16 and bfloat16 become float32. The variables are the caller's: free them with `disposeParameters`.
 *
 * The largest tensors are read first, so that at no time more than the weights and a small rest is in memory.
 *
 * @throws LukeError MOD001–MOD003 (config.json), MOD004 (tensors missing), MOD005 (other shapes),
 *   MOD006, MOD007, MOD011, SFT001–SFT004 (files), MOD013 (NaN), MOD014 (memory)
 */
export async function openCheckpoint(folder: string, options: OpenOptions = {}): Promise<OpenedCheckpoint> {
  const configPath = join(folder, "config.json");
  const { config, architectures, labels, extra } = parseHuggingFaceConfig(
    await readJson(configPath),
    configPath,
  );
  const architecture = (options.architecture ?? architectures[0] ?? "LukeModel") as ArchitectureName;
  const parts = architectureOf(architecture, configPath);
  const { file, path } = await openWeights(folder);
  try {
    const stored = [...file.shapes.keys()];
    const prefix = stored.some((name) => name.startsWith("luke.")) ? "luke." : "";
    // Another architecture than the stored one may want a pooler that is not there, and do without it.
    const pooler =
      parts.pooler && (options.architecture === undefined || file.shapes.has(`${prefix}pooler.dense.weight`));
    const numLabels = labels.length === 0 ? 2 : labels.length;
    const encoder = lukeParameterSpecs(config, { pooler });
    const heads = headParameterSpecs(config, parts, numLabels);
    const names = (ours: string): readonly string[] => huggingFaceNames(ours, prefix);
    const sources = findTensors(new Map([...encoder, ...heads]), file, names, path);
    const read = new Set(sources.values());
    const variables = await readVariables(sources, file, path, options);
    return {
      config,
      architecture,
      labels: parts.classifier === undefined ? [] : labels,
      extra,
      ...parameterTrees(encoder, heads, variables),
      files: await otherFiles(folder),
      unread: stored.filter((name) => !read.has(name) && !isRedundantName(name)),
    };
  } finally {
    await file.close();
  }
}
