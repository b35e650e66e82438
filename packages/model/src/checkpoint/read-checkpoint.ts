import { type ArchitectureName, architectureOf } from "../config/architectures.ts";
import { parseHuggingFaceConfig } from "../config/hugging-face-config.ts";
import { headParameterSpecs, lukeParameterSpecs } from "../parameters/parameter-specs.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { findTensors } from "./find-tensors.ts";
import { huggingFaceNames, isRedundantName } from "./names.ts";
import { parameterTrees } from "./parameter-trees.ts";
import { type ReadOptions, readVariables } from "./read-variables.ts";
import type { WeightFile } from "./weight-file.ts";

export interface OpenOptions extends ReadOptions {
  /** Which head to read, instead of the one config.json names; "LukeModel" reads none. */
  readonly architecture?: ArchitectureName;
}

export interface ReadCheckpoint extends Checkpoint {
  readonly labels: readonly string[];
  readonly extra: Readonly<Record<string, unknown>>;
  /** Stored tensors that neither the encoder nor the head reads, e.g. another head's. */
  readonly unread: readonly string[];
}

/**
 * The model of a parsed config.json and a file of weights, which is closed here. The variables are the caller's.
 *
 * @param names - what errors call the two files
 * @throws LukeError MOD001–MOD003 (config.json), MOD004 (tensors missing), MOD005 (other shapes), MOD013 (NaN),
 *   MOD014 (memory), and what the file of weights throws
 */
export async function readCheckpoint(
  json: unknown,
  openWeights: () => Promise<{ readonly file: WeightFile; readonly path: string }>,
  configPath: string,
  options: OpenOptions,
): Promise<ReadCheckpoint> {
  const { config, architectures, labels, extra } = parseHuggingFaceConfig(json, configPath);
  const architecture = (options.architecture ?? architectures[0] ?? "LukeModel") as ArchitectureName;
  const parts = architectureOf(architecture, configPath);
  const { file, path } = await openWeights();
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
      unread: stored.filter((name) => !read.has(name) && !isRedundantName(name)),
    };
  } finally {
    await file.close();
  }
}
