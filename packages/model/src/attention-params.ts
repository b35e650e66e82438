import type { LukeConfig } from "./config/luke-config.ts";
import type { AttentionParams, LayerParams } from "./parameters/luke-params.ts";

/** The queries, keys and values that a layer uses: the word query for every token where attention is RoBERTa's (Table 7). */
export function attentionParams({ attention }: LayerParams, config: LukeConfig): AttentionParams {
  if (config.useEntityAwareAttention) return attention;
  const { wordToWordQuery, key, value } = attention;
  return { wordToWordQuery, key, value };
}
