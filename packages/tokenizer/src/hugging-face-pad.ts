import { invalidArgument } from "./errors.ts";
import type { LukeTokenizer } from "./luke-tokenizer.ts";
import type { WordTokenizer } from "./word-tokenizer.ts";

/** The fields of one encoding under the reference's names; a batch has a list of each. */
export interface HuggingFaceFields {
  input_ids: number[];
  attention_mask?: number[];
  token_type_ids?: number[];
  special_tokens_mask?: number[];
  entity_ids?: number[];
  entity_attention_mask?: number[];
  entity_token_type_ids?: number[];
  entity_position_ids?: number[][];
  entity_start_positions?: number[];
  entity_end_positions?: number[];
  [other: string]: unknown;
}

/** How far rows are padded, in the words of the reference. */
export type PaddingStrategy = "longest" | "max_length" | "do_not_pad";

export interface HuggingFacePadding {
  readonly padding: PaddingStrategy;
  readonly maxLength?: number | undefined;
  /** Entities to pad to with "max_length"; the tokenizer's own number. */
  readonly maxEntityLength?: number | undefined;
  readonly padToMultipleOf?: number | undefined;
  readonly paddingSide?: "left" | "right" | undefined;
  readonly returnAttentionMask?: boolean | undefined;
}

/**
 * Pads encodings to a common number of words and of entities, and adds the masks (1 = real).
 *
 * What is longer already stays as it is. "longest" rounds up to a multiple, of entities too.
 *
 * @throws LukeError TOK015 an encoding has no input_ids
 */
export function padLikeHuggingFace(
  tokenizer: LukeTokenizer<WordTokenizer>,
  inputs: HuggingFaceFields,
  options: HuggingFacePadding,
): HuggingFaceFields;
export function padLikeHuggingFace(
  tokenizer: LukeTokenizer<WordTokenizer>,
  inputs: readonly HuggingFaceFields[],
  options: HuggingFacePadding,
): HuggingFaceFields[];
export function padLikeHuggingFace(
  tokenizer: LukeTokenizer<WordTokenizer>,
  inputs: HuggingFaceFields | readonly HuggingFaceFields[],
  options: HuggingFacePadding,
): HuggingFaceFields | HuggingFaceFields[] {
  if (isBatch(inputs)) return padBatch(tokenizer, inputs, options);
  if (tokenizer.compat === "hf" && inputs.input_ids?.length === 0) {
    // The reference leaves a single encoding without words as it is.
    return options.returnAttentionMask === true ? { ...inputs, attention_mask: [] } : inputs;
  }
  return padBatch(tokenizer, [inputs], options)[0]!;
}

function isBatch(
  inputs: HuggingFaceFields | readonly HuggingFaceFields[],
): inputs is readonly HuggingFaceFields[] {
  return Array.isArray(inputs);
}

function padBatch(
  tokenizer: LukeTokenizer<WordTokenizer>,
  rows: readonly HuggingFaceFields[],
  options: HuggingFacePadding,
): HuggingFaceFields[] {
  for (const row of rows) {
    if (!Array.isArray(row.input_ids))
      throw invalidArgument("encoded_inputs", Object.keys(row), "input_ids in each");
  }
  const { padding, padToMultipleOf, returnAttentionMask = true } = options;
  const side = options.paddingSide ?? tokenizer.paddingSide;
  const longest = (name: "input_ids" | "entity_ids"): number =>
    Math.max(...rows.map((row) => row[name]?.length ?? 0));
  const roundUp = (length: number): number =>
    padToMultipleOf ? Math.ceil(length / padToMultipleOf) * padToMultipleOf : length;
  const words = roundUp(
    padding === "longest" ? longest("input_ids") : (options.maxLength ?? longest("input_ids")),
  );
  const entities = roundUp(
    padding === "longest" ? longest("entity_ids") : (options.maxEntityLength ?? tokenizer.maxEntityLength),
  );
  const noMention = (): number[] => new Array<number>(tokenizer.maxMentionLength).fill(-1);

  return rows.map((given) => {
    const row: HuggingFaceFields = { ...given };
    if (returnAttentionMask) {
      row.attention_mask ??= row.input_ids.map(() => 1);
      if (row.entity_ids !== undefined) row.entity_attention_mask ??= row.entity_ids.map(() => 1);
    }
    if (padding === "do_not_pad") return row;
    const pad = <Item>(name: string, length: number, filler: () => Item): void => {
      const list = row[name] as Item[] | undefined;
      if (list === undefined) return;
      const filling = Array.from({ length: Math.max(0, length) }, filler);
      row[name] = side === "right" ? [...list, ...filling] : [...filling, ...list];
    };
    const missing = words - row.input_ids.length;
    pad("input_ids", missing, () => tokenizer.words.padId);
    pad("attention_mask", missing, () => 0);
    pad("token_type_ids", missing, () => 0);
    pad("special_tokens_mask", missing, () => 1);
    const missingEntities = entities - (row.entity_ids?.length ?? 0);
    pad("entity_ids", missingEntities, () => tokenizer.entityPadId);
    pad("entity_attention_mask", missingEntities, () => 0);
    pad("entity_token_type_ids", missingEntities, () => 0);
    pad("entity_position_ids", missingEntities, noMention);
    pad("entity_start_positions", missingEntities, () => 0);
    pad("entity_end_positions", missingEntities, () => 0);
    return row;
  });
}
