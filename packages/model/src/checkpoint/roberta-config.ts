import { parseHuggingFaceConfig } from "../config/hugging-face-config.ts";
import type { LukeConfig } from "../config/luke-config.ts";

/** What a RoBERTa's configuration says about the words' side of a LUKE made of it. */
const shared: readonly string[] = [
  "vocab_size",
  "hidden_size",
  "num_hidden_layers",
  "num_attention_heads",
  "intermediate_size",
  "hidden_act",
  "hidden_dropout_prob",
  "attention_probs_dropout_prob",
  "max_position_embeddings",
  "type_vocab_size",
  "layer_norm_eps",
  "initializer_range",
  "pad_token_id",
  "bos_token_id",
  "eos_token_id",
];

/**
 * The LUKE configuration with the words' side of a RoBERTa configuration and these entities.
 *
 * @throws LukeError MOD001 for an impossible field
 */
export function robertaConfig(
  json: Readonly<Record<string, unknown>>,
  entities: Pick<LukeConfig, "entityVocabSize" | "entityEmbeddingSize" | "useEntityAwareAttention">,
  source: string,
): LukeConfig {
  const words = Object.fromEntries(
    shared.filter((key) => json[key] !== undefined).map((key) => [key, json[key]]),
  );
  const { config } = parseHuggingFaceConfig({ ...words, model_type: "luke" }, source);
  return { ...config, ...entities };
}
