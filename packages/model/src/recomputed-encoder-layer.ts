import { type AttentionLayout, numEntityRows, numWordRows } from "@lukejs/attention";
import { type Dropout, flattenParameters, mapParameters } from "@lukejs/kernels";
import type * as tf from "@tensorflow/tfjs-core";
import type { LukeConfig } from "./config/luke-config.ts";
import { packedEncoderLayer } from "./packed-encoder-layer.ts";
import type { LayerParams } from "./parameters/luke-params.ts";
import { recomputeInGradient } from "./recompute-in-gradient.ts";

/** `packedEncoderLayer` that keeps only its inputs for the gradient, which computes it again with the same dropout. */
export function recomputedEncoderLayer(
  params: LayerParams,
  tokens: tf.Tensor2D,
  queryTokens: tf.Tensor2D,
  layout: AttentionLayout,
  config: LukeConfig,
  dropout: Dropout | undefined,
): tf.Tensor2D {
  const used = [...flattenParameters(params)].filter(([name]) => isUsed(name, layout, config));
  const everyRow = queryTokens === tokens;
  const first = dropout?.random.position ?? 0;
  const compute = (...inputs: tf.Tensor[]): tf.Tensor => {
    const [given, ...rest] = inputs as [tf.Tensor2D, ...tf.Tensor[]];
    const queries = everyRow ? given : (rest.shift() as tf.Tensor2D);
    const leaves = new Map(used.map(([name], i) => [name, rest[i]!]));
    const layer = mapParameters(params, (leaf, name) => leaves.get(name) ?? leaf);
    if (dropout === undefined) return packedEncoderLayer(layer, given, queries, layout, config);
    const resumed = dropout.random.position;
    dropout.random.position = first;
    const states = packedEncoderLayer(layer, given, queries, layout, config, dropout);
    dropout.random.position = Math.max(resumed, dropout.random.position);
    return states;
  };
  const states = everyRow ? [tokens] : [tokens, queryTokens];
  return recomputeInGradient(compute, [...states, ...used.map(([, leaf]) => leaf)]) as tf.Tensor2D;
}

/** Whether a parameter takes part: a query that no row attends by has no gradient. */
function isUsed(name: string, { queries, keys }: AttentionLayout, config: LukeConfig): boolean {
  if (!name.startsWith("attention.")) return true;
  const oneQuery = !config.useEntityAwareAttention || numEntityRows(keys) === 0;
  if (oneQuery) return !/(wordToEntity|entityToWord|entityToEntity)Query/.test(name);
  if (/wordTo(Word|Entity)Query/.test(name)) return numWordRows(queries) > 0;
  return !/entityTo(Word|Entity)Query/.test(name) || numEntityRows(queries) > 0;
}
