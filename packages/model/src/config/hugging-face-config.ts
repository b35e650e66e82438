import { z } from "zod";
import { configInvalid, modelTypeUnknown } from "../errors.ts";
import type { LukeConfig } from "./luke-config.ts";

/** What a Hugging Face config.json says: our fields, the head's class and labels, and every key we do not know. */
export interface HuggingFaceConfig {
  readonly config: LukeConfig;
  /** `architectures`, e.g. ["LukeForEntityClassification"]; empty if absent. */
  readonly architectures: readonly string[];
  /** Label names in order of their ids, from `id2label`; `LABEL_0`, … where only `num_labels` is given. */
  readonly labels: readonly string[];
  /** Keys without a meaning here, kept so that they can be written back. */
  readonly extra: Readonly<Record<string, unknown>>;
}

const activations = ["gelu", "gelu_new", "gelu_fast", "gelu_pytorch_tanh", "relu", "tanh"] as const;
const size = z.int().positive();
const rate = z.number().min(0).lt(1);

// Defaults are those of the reference's configuration class, not those of LUKE-base.
const schema = z.looseObject({
  model_type: z.enum(["luke", "mluke"]),
  vocab_size: size.default(50267),
  entity_vocab_size: size.default(500000),
  hidden_size: size.default(768),
  entity_emb_size: size.nullable().default(256),
  num_hidden_layers: z.int().nonnegative().default(12),
  num_attention_heads: size.default(12),
  intermediate_size: size.default(3072),
  hidden_act: z.enum(activations).default("gelu"),
  hidden_dropout_prob: rate.default(0.1),
  attention_probs_dropout_prob: rate.default(0.1),
  classifier_dropout: rate.nullable().default(null),
  max_position_embeddings: size.default(512),
  type_vocab_size: size.default(2),
  layer_norm_eps: z.number().positive().default(1e-12),
  initializer_range: z.number().nonnegative().default(0.02),
  use_entity_aware_attention: z.boolean().default(true),
  tie_word_embeddings: z.boolean().default(true),
  entity_head: z.enum(["published", "paper"]).default("published"),
  pad_token_id: z.int().nonnegative().default(1),
  bos_token_id: z.int().nonnegative().default(0),
  eos_token_id: z.int().nonnegative().default(2),
  architectures: z.array(z.string()).nullable().default([]),
  id2label: z.record(z.string(), z.string()).optional(),
  label2id: z.record(z.string(), z.number()).optional(),
  num_labels: z.int().nonnegative().optional(),
});

/**
 * Reads the parsed JSON of a config.json. `source` names it in errors.
 *
 * @throws LukeError MOD001 for a missing or impossible field, MOD002 for another model type.
 */
export function parseHuggingFaceConfig(json: unknown, source = "config.json"): HuggingFaceConfig {
  const type = (json as Record<string, unknown> | null | undefined)?.["model_type"];
  if (type !== "luke" && type !== "mluke") throw modelTypeUnknown(source, type);
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw configInvalid(source, problems);
  }
  const raw = parsed.data;
  if (raw.hidden_size % raw.num_attention_heads !== 0) {
    const problem = `hidden_size ${raw.hidden_size} is not a multiple of num_attention_heads ${raw.num_attention_heads}`;
    throw configInvalid(source, [problem]);
  }
  const extra: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(json as Record<string, unknown>)) {
    if (!(key in schema.shape) || key === "model_type") extra[key] = value;
  }
  return {
    config: {
      vocabSize: raw.vocab_size,
      entityVocabSize: raw.entity_vocab_size,
      hiddenSize: raw.hidden_size,
      entityEmbeddingSize: raw.entity_emb_size ?? raw.hidden_size,
      numLayers: raw.num_hidden_layers,
      numHeads: raw.num_attention_heads,
      intermediateSize: raw.intermediate_size,
      activation: raw.hidden_act,
      hiddenDropout: raw.hidden_dropout_prob,
      attentionDropout: raw.attention_probs_dropout_prob,
      classifierDropout: raw.classifier_dropout,
      maxPositions: raw.max_position_embeddings,
      segmentVocabSize: raw.type_vocab_size,
      layerNormEpsilon: raw.layer_norm_eps,
      initializerRange: raw.initializer_range,
      useEntityAwareAttention: raw.use_entity_aware_attention,
      tieWordEmbeddings: raw.tie_word_embeddings,
      entityHead: raw.entity_head,
      padWordId: raw.pad_token_id,
      bosWordId: raw.bos_token_id,
      eosWordId: raw.eos_token_id,
    },
    architectures: raw.architectures ?? [],
    labels: labelsOf(raw, source),
    extra,
  };
}

/** The JSON of a config.json that the reference implementation opens; the inverse of {@link parseHuggingFaceConfig}. */
export function formatHuggingFaceConfig(file: HuggingFaceConfig): Record<string, unknown> {
  const { config, labels } = file;
  const written: Record<string, unknown> = {
    model_type: "luke",
    ...file.extra,
    architectures: [...file.architectures],
    vocab_size: config.vocabSize,
    entity_vocab_size: config.entityVocabSize,
    hidden_size: config.hiddenSize,
    entity_emb_size: config.entityEmbeddingSize,
    num_hidden_layers: config.numLayers,
    num_attention_heads: config.numHeads,
    intermediate_size: config.intermediateSize,
    hidden_act: config.activation,
    hidden_dropout_prob: config.hiddenDropout,
    attention_probs_dropout_prob: config.attentionDropout,
    classifier_dropout: config.classifierDropout,
    max_position_embeddings: config.maxPositions,
    type_vocab_size: config.segmentVocabSize,
    layer_norm_eps: config.layerNormEpsilon,
    initializer_range: config.initializerRange,
    use_entity_aware_attention: config.useEntityAwareAttention,
    pad_token_id: config.padWordId,
    bos_token_id: config.bosWordId,
    eos_token_id: config.eosWordId,
  };
  // The reference leaves out what is at its default; the paper's head is a key of ours.
  if (!config.tieWordEmbeddings) written["tie_word_embeddings"] = false;
  if (config.entityHead !== "published") written["entity_head"] = config.entityHead;
  if (labels.length > 0) {
    written["id2label"] = Object.fromEntries(labels.map((label, id) => [String(id), label]));
    written["label2id"] = Object.fromEntries(labels.map((label, id) => [label, id]));
  }
  return Object.fromEntries(Object.entries(written).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function labelsOf(raw: z.infer<typeof schema>, source: string): string[] {
  if (raw.id2label === undefined) {
    return Array.from({ length: raw.num_labels ?? 0 }, (_, id) => `LABEL_${id}`);
  }
  const count = Object.keys(raw.id2label).length;
  return Array.from({ length: count }, (_, id) => {
    const label = raw.id2label?.[String(id)];
    if (label === undefined) {
      throw configInvalid(source, [`id2label has ${count} labels but none with id ${id}`]);
    }
    return label;
  });
}
