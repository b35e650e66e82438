import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openSafetensors, openShardedSafetensors } from "@lukejs/safetensors/node";
import * as tf from "@tensorflow/tfjs-core";
import { type ArchitectureName, architectureOf } from "../config/architectures.ts";
import { parseHuggingFaceConfig } from "../config/hugging-face-config.ts";
import { configInvalid, fileUnreadable, shapesDisagree, tensorsMissing, weightsMissing } from "../errors.ts";
import { buildTree } from "../parameters/build-tree.ts";
import type { HeadParams } from "../parameters/head-params.ts";
import type { LukeParams } from "../parameters/luke-params.ts";
import {
  headParameterSpecs,
  lukeParameterSpecs,
  type ParameterSpecs,
} from "../parameters/parameter-specs.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { huggingFaceNames, isRedundantName } from "./names.ts";
import { openTorchFile } from "./torch/open-torch-file.ts";
import type { WeightFile } from "./weight-file.ts";

export interface OpenedCheckpoint extends Checkpoint {
  readonly labels: readonly string[];
  readonly extra: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, string>>;
  /** Stored tensors that neither the encoder nor the head reads, e.g. another head's. */
  readonly unread: readonly string[];
}

/** Where weights may lie, in this order. */
const weightReaders: Readonly<Record<string, (path: string) => Promise<WeightFile>>> = {
  "model.safetensors": openSafetensors,
  "model.safetensors.index.json": openShardedSafetensors,
  "pytorch_model.bin": openTorchFile,
};

/**
 * Opens a Hugging Face folder: config.json with model.safetensors, its shards, or pytorch_model.bin
 * read as tensors only.
 * Weights in float16 and bfloat16 become float32. The variables are the caller's: free them with `disposeParameters`.
 *
 * @param options.architecture - which head to read, instead of the one config.json names; "LukeModel" reads none
 * @throws LukeError MOD001–MOD003 (config.json), MOD004 (tensors missing), MOD005 (other shapes),
 *   MOD006–MOD011 (files)
 */
export async function openCheckpoint(
  folder: string,
  options: { readonly architecture?: ArchitectureName } = {},
): Promise<OpenedCheckpoint> {
  const configPath = join(folder, "config.json");
  const { config, architectures, labels, extra } = parseHuggingFaceConfig(
    await readJson(configPath),
    configPath,
  );
  const architecture = (options.architecture ?? architectures[0] ?? "LukeModel") as ArchitectureName;
  const parts = architectureOf(architecture, configPath);
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const weights = Object.keys(weightReaders).find((name) => names.includes(name));
  if (weights === undefined) throw weightsMissing(folder, Object.keys(weightReaders));
  const path = join(folder, weights);
  const file = await weightReaders[weights]!(path);
  try {
    const stored = [...file.shapes.keys()];
    const prefix = stored.some((name) => name.startsWith("luke.")) ? "luke." : "";
    // Another architecture than the stored one may want a pooler that is not there, and do without it.
    const pooler =
      parts.pooler && (options.architecture === undefined || file.shapes.has(`${prefix}pooler.dense.weight`));
    const numLabels = labels.length === 0 ? 2 : labels.length;
    const encoder = lukeParameterSpecs(config, { pooler });
    const heads = headParameterSpecs(config, parts, numLabels);
    const sources = findTensors(new Map([...encoder, ...heads]), file, prefix, path);
    const read = new Set(sources.values());
    const variables = await readVariables(sources, file);
    const part = (specs: ParameterSpecs): Map<string, tf.Variable> =>
      new Map([...specs.keys()].map((name) => [name, variables.get(name)!]));
    const others = names.filter((name) => name !== "config.json" && !isWeights(name)).sort();
    return {
      config,
      architecture,
      labels: parts.classifier === undefined ? [] : labels,
      extra,
      params: buildTree<tf.Variable, LukeParams>(part(encoder)),
      headParams: buildTree<tf.Variable, HeadParams>(part(heads)),
      files: Object.fromEntries(others.map((name) => [name, join(folder, name)])),
      unread: stored.filter((name) => !read.has(name) && !isRedundantName(name)),
    };
  } finally {
    await file.close();
  }
}

/** Our name → the stored name of every parameter, after checking that all are there in their shapes. */
function findTensors(
  specs: ParameterSpecs,
  file: WeightFile,
  prefix: "luke." | "",
  path: string,
): Map<string, string> {
  const sources = new Map<string, string>();
  const missing: string[] = [];
  const mismatches: { name: string; expected: readonly number[]; found: readonly number[] }[] = [];
  for (const [ours, { shape }] of specs) {
    const candidates = huggingFaceNames(ours, prefix);
    const name = candidates.find((candidate) => file.shapes.has(candidate));
    if (name === undefined) {
      missing.push(candidates[0]!);
      continue;
    }
    const found = file.shapes.get(name)!;
    if (found.join() !== shape.join()) mismatches.push({ name, expected: shape, found });
    sources.set(ours, name);
  }
  if (mismatches.length > 0) throw shapesDisagree(path, mismatches);
  if (missing.length > 0) throw tensorsMissing(path, missing);
  return sources;
}

async function readVariables(
  sources: ReadonlyMap<string, string>,
  file: WeightFile,
): Promise<Map<string, tf.Variable>> {
  const variables = new Map<string, tf.Variable>();
  try {
    for (const [ours, name] of sources) {
      const { values, shape } = await file.read(name);
      const floats = values instanceof Float32Array ? values : Float32Array.from(values);
      const variable = tf.tidy(() => tf.variable(tf.tensor(floats, [...shape], "float32")));
      variables.set(ours, variable);
    }
    return variables;
  } catch (error) {
    for (const variable of variables.values()) variable.dispose();
    throw error;
  }
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw configInvalid(path, [`it is not JSON (${(cause as Error).message})`]);
  }
}

function isWeights(name: string): boolean {
  return /\.(safetensors|bin|pt|pth|h5|msgpack|onnx|tmp)$/.test(name) || name.endsWith(".index.json");
}
