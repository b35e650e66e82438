// The one table between the names of our parameters and those of Hugging Face folders.
// `{}` stands for the number of a layer. Names of the encoder carry the prefix "luke." in every class but LukeModel.

const encoder: readonly (readonly [ours: string, theirs: string])[] = [
  ["embeddings.word", "embeddings.word_embeddings.weight"],
  ["embeddings.position", "embeddings.position_embeddings.weight"],
  ["embeddings.segment", "embeddings.token_type_embeddings.weight"],
  ["embeddings.norm.scale", "embeddings.LayerNorm.weight"],
  ["embeddings.norm.shift", "embeddings.LayerNorm.bias"],
  ["entityEmbeddings.entity", "entity_embeddings.entity_embeddings.weight"],
  ["entityEmbeddings.dense.weight", "entity_embeddings.entity_embedding_dense.weight"],
  ["entityEmbeddings.position", "entity_embeddings.position_embeddings.weight"],
  ["entityEmbeddings.segment", "entity_embeddings.token_type_embeddings.weight"],
  ["entityEmbeddings.norm.scale", "entity_embeddings.LayerNorm.weight"],
  ["entityEmbeddings.norm.shift", "entity_embeddings.LayerNorm.bias"],
  ...linear("layers.{}.attention.wordToWordQuery", "encoder.layer.{}.attention.self.query"),
  ...linear("layers.{}.attention.key", "encoder.layer.{}.attention.self.key"),
  ...linear("layers.{}.attention.value", "encoder.layer.{}.attention.self.value"),
  ...linear("layers.{}.attention.wordToEntityQuery", "encoder.layer.{}.attention.self.w2e_query"),
  ...linear("layers.{}.attention.entityToWordQuery", "encoder.layer.{}.attention.self.e2w_query"),
  ...linear("layers.{}.attention.entityToEntityQuery", "encoder.layer.{}.attention.self.e2e_query"),
  ...linear("layers.{}.attentionOutput.dense", "encoder.layer.{}.attention.output.dense"),
  ...norm("layers.{}.attentionOutput.norm", "encoder.layer.{}.attention.output.LayerNorm"),
  ...linear("layers.{}.intermediate", "encoder.layer.{}.intermediate.dense"),
  ...linear("layers.{}.output.dense", "encoder.layer.{}.output.dense"),
  ...norm("layers.{}.output.norm", "encoder.layer.{}.output.LayerNorm"),
  ...linear("pooler", "pooler.dense"),
];

const heads: readonly (readonly [ours: string, theirs: string])[] = [
  ...linear("maskedWords.dense", "lm_head.dense"),
  ...norm("maskedWords.norm", "lm_head.layer_norm"),
  ["maskedWords.decoder", "lm_head.decoder.weight"],
  ["maskedWords.bias", "lm_head.bias"],
  ...linear("maskedEntities.dense", "entity_predictions.transform.dense"),
  ...norm("maskedEntities.norm", "entity_predictions.transform.LayerNorm"),
  ["maskedEntities.projection.weight", "entity_predictions.transform.projection.weight"],
  ["maskedEntities.bias", "entity_predictions.bias"],
  ...linear("classifier", "classifier"),
  ...linear("questionAnswering", "qa_outputs"),
  ...linear("clozeScorer", "scorer"),
];

/** Other names under which a parameter may be stored, tried in this order. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  "lm_head.bias": ["lm_head.decoder.bias"],
};

/** Names that may be in a file and carry nothing: a buffer of old folders, and decoders stored beside the table they are tied to. */
const redundant: ReadonlySet<string> = new Set([
  "embeddings.position_ids",
  "lm_head.decoder.weight",
  "lm_head.decoder.bias",
  "entity_predictions.decoder.weight",
]);

const encoderNames = new Map(encoder);
const headNames = new Map(heads);

/** The name in a Hugging Face folder of one of our parameters; `prefix` is "luke." or "" and applies to the encoder. */
export function huggingFaceName(ours: string, prefix: "luke." | "" = "luke."): string {
  const layer = /^layers\.(\d+)\./.exec(ours)?.[1];
  const key = layer === undefined ? ours : ours.replace(`layers.${layer}.`, "layers.{}.");
  const theirs = encoderNames.get(key);
  if (theirs !== undefined) return prefix + theirs.replace("{}", layer ?? "");
  const head = headNames.get(ours);
  if (head === undefined) throw new RangeError(`"${ours}" is not the name of a parameter`);
  return head;
}

/** All names under which a stored tensor of one of our parameters may be found, the usual one first. */
export function huggingFaceNames(ours: string, prefix: "luke." | "" = "luke."): readonly string[] {
  const name = huggingFaceName(ours, prefix);
  return [name, ...(aliases[name] ?? [])];
}

/** Whether a stored name may be left unread without loss. */
export function isRedundantName(name: string): boolean {
  return redundant.has(name.startsWith("luke.") ? name.slice("luke.".length) : name);
}

type Row = readonly [ours: string, theirs: string];

function linear(ours: string, theirs: string): Row[] {
  return [
    [`${ours}.weight`, `${theirs}.weight`],
    [`${ours}.bias`, `${theirs}.bias`],
  ];
}

function norm(ours: string, theirs: string): Row[] {
  return [
    [`${ours}.scale`, `${theirs}.weight`],
    [`${ours}.shift`, `${theirs}.bias`],
  ];
}
