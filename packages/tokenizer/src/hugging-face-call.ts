import { invalidArgument } from "./errors.ts";
import {
  type HuggingFaceArguments,
  type HuggingFaceExample,
  readArguments,
} from "./hugging-face-arguments.ts";
import { type HuggingFaceFields, padLikeHuggingFace } from "./hugging-face-pad.ts";
import type { LukeEncodeOptions, LukeEncoding, Span } from "./luke-encoding.ts";
import type { LukeTokenizer } from "./luke-tokenizer.ts";
import type { WordTokenizer } from "./word-tokenizer.ts";

export interface HuggingFaceCallOptions {
  /** What spans count: UTF-16 code units, the default, or code points as Python does. */
  readonly spanUnit?: "utf16" | "codepoint";
}

/**
 * A call of the reference's LukeTokenizer: the same keyword arguments, the same fields in the answer.
 *
 * `text` may be a list; then `entity_spans` and the others have a row for each text, and so have the fields.
 *
 * @throws LukeError TOK015 an argument is not known or of the wrong type · and what LukeTokenizer.encode throws
 */
export function callLikeHuggingFace(
  tokenizer: LukeTokenizer<WordTokenizer>,
  call: Readonly<Record<string, unknown>>,
  { spanUnit = "utf16" }: HuggingFaceCallOptions = {},
): Record<string, unknown> {
  const given = readArguments(call, tokenizer.modelMaxLength);
  const rows = given.examples.map((example) => encodeExample(tokenizer, example, given, spanUnit));
  if (!given.batched) {
    const row = padLikeHuggingFace(tokenizer, rows[0]!, given);
    return given.returnLength ? { ...row, length: row.input_ids.length } : row;
  }
  const padded = padLikeHuggingFace(tokenizer, rows, {
    ...given,
    // The reference forgets a batch's max_entity_length when it pads.
    ...(tokenizer.compat === "hf" && { maxEntityLength: undefined }),
  });
  if (given.returnLength) {
    padded.forEach((row, index) => {
      row["length"] = rows[index]!.input_ids.length;
    });
  }
  const names = [...new Set(padded.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(
    names.map((name) => [name, padded.filter((row) => row[name] !== undefined).map((row) => row[name])]),
  );
}

function encodeExample(
  tokenizer: LukeTokenizer<WordTokenizer>,
  example: HuggingFaceExample,
  given: HuggingFaceArguments,
  spanUnit: "utf16" | "codepoint",
): HuggingFaceFields {
  const { text, textPair, entitySpans, entitySpansPair } = example;
  const inUnits = (of: string, spans: readonly Span[] | undefined): readonly Span[] | undefined =>
    spans === undefined || spanUnit === "utf16" ? spans : spansInUnits(of, spans);
  const forTask = tokenizer.task !== undefined;
  const options = withoutUndefined({
    ...given.encode,
    entitySpans: inUnits(text, entitySpans),
    ...(!forTask && {
      textPair,
      entities: example.entities,
      entitiesPair: textPair === undefined ? undefined : example.entitiesPair,
      entitySpansPair: textPair === undefined ? undefined : inUnits(textPair, entitySpansPair),
    }),
  });
  if (given.returnOverflowing && options.textPair !== undefined && options.truncation === "longest_first") {
    throw invalidArgument(
      "truncation",
      "longest_first",
      "only_first or only_second to return what overflows of a pair",
    );
  }
  const encoding = tokenizer.encode(text, options);
  return fieldsOf(tokenizer, encoding, options, given);
}

function fieldsOf(
  tokenizer: LukeTokenizer<WordTokenizer>,
  encoding: LukeEncoding,
  options: LukeEncodeOptions,
  { returnOverflowing, returnTokenTypes, returnSpecialTokensMask }: HuggingFaceArguments,
): HuggingFaceFields {
  const { addSpecialTokens = true, entitySpans, entitySpansPair, maxLength } = options;
  const { wordIds, entityIds, pairStart, overflow, fullLength } = encoding;
  // The reference answers with entities only where the first text has spans.
  const hasEntities =
    entitySpans !== undefined || (entitySpansPair !== undefined && tokenizer.compat !== "hf");
  const fields: Partial<HuggingFaceFields> = {};
  if (returnOverflowing) {
    fields["overflowing_tokens"] = overflow.wordIds;
    fields["num_truncated_tokens"] = fullLength.words - (maxLength ?? fullLength.words);
  }
  fields.input_ids = [...wordIds];
  if (returnTokenTypes) fields.token_type_ids = fields.input_ids.map(() => 0);
  if (returnSpecialTokensMask) {
    const last = wordIds.length - 1;
    const added = addSpecialTokens
      ? [0, last, ...(pairStart === undefined ? [] : [pairStart - 2, pairStart - 1])]
      : [];
    fields.special_tokens_mask = Array.from(wordIds, (_, index) => (added.includes(index) ? 1 : 0));
  }
  if (!hasEntities) return fields as HuggingFaceFields;
  if (returnOverflowing) {
    const excess = fullLength.entities - (options.maxEntityLength || tokenizer.maxEntityLength);
    if (tokenizer.compat === "hf" && (options.truncation === false || excess <= 0)) {
      throw invalidArgument(
        "return_overflowing_tokens",
        true,
        "false where no entities overflow, as in the reference",
      );
    }
    fields["overflowing_entities"] = overflow.entityIds;
    fields["num_truncated_entities"] = excess;
  }
  fields.entity_ids = [...entityIds];
  fields.entity_position_ids = encoding.entityPositions.map((positions) => [
    ...positions,
    ...new Array<number>(Math.max(0, tokenizer.maxMentionLength - positions.length)).fill(-1),
  ]);
  if (encoding.entityStarts !== undefined) fields.entity_start_positions = [...encoding.entityStarts];
  if (encoding.entityEnds !== undefined) fields.entity_end_positions = [...encoding.entityEnds];
  if (returnTokenTypes) fields.entity_token_type_ids = fields.entity_ids.map(() => 0);
  return fields as HuggingFaceFields;
}

/** Spans in code points → UTF-16 units; what is outside the text stays outside, what counts from its end does so. */
function spansInUnits(text: string, spans: readonly Span[]): Span[] {
  const units = [0];
  for (const character of text) units.push(units.at(-1)! + character.length);
  const unit = (at: number): number => {
    if (at >= units.length) return text.length + (at - units.length + 1);
    if (at >= 0) return units[at]!;
    return (units.at(at - 1) ?? at) - text.length;
  };
  return spans.map((span) => span.map(unit) as unknown as Span);
}

function withoutUndefined(options: Record<string, unknown>): LukeEncodeOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
