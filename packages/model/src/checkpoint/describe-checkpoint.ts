import { join } from "node:path";
import { architectureOf } from "../config/architectures.ts";
import { type HuggingFaceConfig, parseHuggingFaceConfig } from "../config/hugging-face-config.ts";
import { forwardActivations } from "../layer-cost.ts";
import { countParameters, headParameterSpecs, lukeParameterSpecs } from "../parameters/parameter-specs.ts";
import { huggingFaceName } from "./names.ts";
import { openWeights } from "./open-weights.ts";
import { readJson } from "./read-json.ts";
import type { WeightFile } from "./weight-file.ts";

export interface CheckpointDescription extends HuggingFaceConfig {
  /** Numbers in the parameters. `queries` are the three additional ones of all layers. */
  readonly parameters: Readonly<
    Record<"words" | "entities" | "layers" | "queries" | "heads" | "total", number>
  >;
  /** The file or index with the weights, the stored dtypes and the bytes of all tensors in it. */
  readonly weights: { readonly path: string; readonly dtypes: readonly string[]; readonly bytes: number };
  /** Additional queries whose numbers are those of the word query, e.g. "layers.0.attention.wordToEntityQuery". */
  readonly copiedQueries: readonly string[];
  /** Additional queries in all. */
  readonly queries: number;
  /** Stored tensors with NaN or infinite numbers. */
  readonly notFinite: readonly string[];
  readonly memory: MemoryEstimate;
}

/** Bytes of float32, without the backend's own. Activations grow with batch · words on top of `training`. */
export interface MemoryEstimate {
  /** Weights, and the activations of one text of the longest length. */
  readonly inference: number;
  /** Weights, gradients and two moments of AdamW, and the activations that one text of the longest length keeps. */
  readonly training: number;
}

/**
 * What a Hugging Face folder holds, without opening it as a model: tensors are read one at a time and let go.
 *
 * @throws LukeError as `openCheckpoint`, but for weights that do not fit the configuration
 */
export async function describeCheckpoint(folder: string): Promise<CheckpointDescription> {
  const source = join(folder, "config.json");
  const parsed = parseHuggingFaceConfig(await readJson(source), source);
  const { config, architectures, labels } = parsed;
  const parts = architectureOf(architectures[0] ?? "LukeModel", source);
  const encoder = lukeParameterSpecs(config, { pooler: parts.pooler });
  const heads = headParameterSpecs(config, parts, labels.length === 0 ? 2 : labels.length);
  const isQuery = (name: string): boolean => /\.(wordToEntity|entityToWord|entityToEntity)Query\./.test(name);
  const count = (keep: (name: string) => boolean): number => countParameters(encoder, keep);
  const parameters = {
    words: count((name) => name.startsWith("embeddings.")),
    entities: count((name) => name.startsWith("entityEmbeddings.")),
    layers: count((name) => name.startsWith("layers.") && !isQuery(name)),
    queries: count(isQuery),
    heads: countParameters(heads) + count((name) => name.startsWith("pooler.")),
    total: countParameters(encoder) + countParameters(heads),
  };
  const { file, path } = await openWeights(folder);
  try {
    const prefix = [...file.shapes.keys()].some((name) => name.startsWith("luke.")) ? "luke." : "";
    const queries = [...encoder.keys()].filter((name) => isQuery(name) && name.endsWith(".weight"));
    const copied: string[] = [];
    for (const query of queries) {
      const own = huggingFaceName(query, prefix);
      const word = huggingFaceName(encoder.get(query)!.copyOf!, prefix);
      if (await sameNumbers(file, own, word)) copied.push(query.replace(".weight", ""));
    }
    return {
      ...parsed,
      parameters,
      weights: { path, dtypes: [...new Set(file.dtypes.values())].sort(), bytes: storedBytes(file) },
      copiedQueries: copied,
      queries: queries.length,
      notFinite: await notFinite(file),
      memory: estimate(parsed.config, parameters.total),
    };
  } finally {
    await file.close();
  }
}

async function sameNumbers(file: WeightFile, a: string, b: string): Promise<boolean> {
  if (!file.shapes.has(a) || !file.shapes.has(b)) return false;
  const [first, second] = [(await file.read(a)).values, (await file.read(b)).values];
  return first.length === second.length && first.every((value, i) => value === second[i]);
}

async function notFinite(file: WeightFile): Promise<string[]> {
  const names: string[] = [];
  for (const name of file.shapes.keys()) {
    const { values } = await file.read(name);
    let sum = 0; // x · 0 is NaN for what is not finite
    for (let i = 0; i < values.length; i++) sum += values[i]! * 0;
    if (sum !== 0) names.push(name);
  }
  return names;
}

function storedBytes(file: WeightFile): number {
  let bytes = 0;
  for (const [name, shape] of file.shapes) {
    const dtype = file.dtypes.get(name)!;
    const bits = dtype === "BOOL" ? 8 : Number(/\d+/.exec(dtype)?.[0] ?? 8);
    bytes += shape.reduce((a, b) => a * b, bits / 8);
  }
  return bytes;
}

function estimate(config: HuggingFaceConfig["config"], parameters: number): MemoryEstimate {
  const tokens = config.maxPositions - config.padWordId - 1;
  const layer = forwardActivations(config, { maxTokens: tokens, tokens });
  return { inference: 4 * parameters + layer, training: 16 * parameters + config.numLayers * layer };
}
