import type { MaskedBatch } from "@lukejs/tasks";

interface IntegerTensor {
  readonly dtype: "int32";
  readonly shape: readonly number[];
  readonly values: Int32Array;
}

/** A masked batch as the keyword arguments of transformers' LukeForMaskedLM, each name after `prefix` and a dot. */
export function pretrainingArguments(
  prefix: string,
  { batch, ...masked }: MaskedBatch,
): (readonly [name: string, tensor: IntegerTensor])[] {
  const { size, words, entities, mention } = batch;
  const labelled = (length: number, at: Int32Array, ids: Int32Array): Int32Array => {
    const labels = new Int32Array(size * length).fill(-100);
    for (const [i, place] of at.entries()) labels[place] = ids[i]!;
    return labels;
  };
  const tensor = (values: Int32Array, ...shape: number[]): IntegerTensor => ({
    dtype: "int32",
    shape,
    values,
  });
  const tensors = {
    input_ids: tensor(batch.wordIds, size, words),
    attention_mask: tensor(batch.wordMask, size, words),
    entity_ids: tensor(batch.entityIds, size, entities),
    entity_attention_mask: tensor(batch.entityMask, size, entities),
    entity_position_ids: tensor(batch.entityPositionIds, size, entities, mention),
    labels: tensor(labelled(words, masked.maskedWords, masked.wordLabels), size, words),
    entity_labels: tensor(labelled(entities, masked.maskedEntities, masked.entityLabels), size, entities),
  };
  return Object.entries(tensors).map(([name, value]) => [`${prefix}.${name}`, value]);
}
