import { invalidArgument } from "./errors.ts";
import type { PaddingStrategy } from "./hugging-face-pad.ts";
import type { LukeEncodeOptions, Span, TruncationStrategy } from "./luke-encoding.ts";

/** One text, or pair, of a call. */
export interface HuggingFaceExample {
  readonly text: string;
  readonly textPair: string | undefined;
  readonly entities: readonly string[] | undefined;
  readonly entitiesPair: readonly string[] | undefined;
  readonly entitySpans: readonly Span[] | undefined;
  readonly entitySpansPair: readonly Span[] | undefined;
}

/** The keyword arguments of a call, checked and under our names. */
export interface HuggingFaceArguments {
  readonly batched: boolean;
  readonly examples: readonly HuggingFaceExample[];
  readonly encode: { readonly [name in keyof LukeEncodeOptions]?: LukeEncodeOptions[name] | undefined };
  readonly padding: PaddingStrategy;
  readonly maxLength: number | undefined;
  readonly maxEntityLength: number | undefined;
  readonly padToMultipleOf: number | undefined;
  readonly paddingSide: "left" | "right" | undefined;
  readonly returnAttentionMask: boolean | undefined;
  readonly returnTokenTypes: boolean;
  readonly returnSpecialTokensMask: boolean;
  readonly returnOverflowing: boolean;
  readonly returnLength: boolean;
}

type Call = Readonly<Record<string, unknown>>;

/**
 * Reads the keyword arguments of the reference's LukeTokenizer call.
 *
 * @param modelMaxLength what max_length is where padding or truncation is asked for without one
 * @throws LukeError TOK015
 */
export function readArguments(call: Call, modelMaxLength: number | undefined): HuggingFaceArguments {
  for (const [name, value] of Object.entries(call)) {
    if (!known.has(name)) throw invalidArgument(name, value, "no such argument");
    if (unsupported.has(name) && value) throw invalidArgument(name, value, "nothing: it is not supported");
  }
  const addSpecialTokens = flag(call, "add_special_tokens") ?? true;
  const returnTokenTypes = flag(call, "return_token_type_ids") ?? false;
  if (returnTokenTypes && !addSpecialTokens) {
    throw invalidArgument("return_token_type_ids", true, "false where add_special_tokens is false");
  }

  let padding = paddingOf(call["padding"]);
  let strategy = truncationOf(call["truncation"]);
  let maxLength = count(call, "max_length");
  if (maxLength !== undefined && strategy === undefined && padding === "do_not_pad")
    strategy = "longest_first";
  if (maxLength === undefined) {
    // Without any limit, both are left undone.
    if (padding === "max_length" && modelMaxLength === undefined) padding = "do_not_pad";
    if (strategy && modelMaxLength === undefined) strategy = false;
    if (padding === "max_length" || strategy) maxLength = modelMaxLength;
  }
  const padToMultipleOf = count(call, "pad_to_multiple_of");
  if (
    strategy &&
    padding !== "do_not_pad" &&
    padToMultipleOf &&
    maxLength &&
    maxLength % padToMultipleOf !== 0
  ) {
    throw invalidArgument("max_length", maxLength, `a multiple of pad_to_multiple_of, ${padToMultipleOf}`);
  }
  const paddingSide = call["padding_side"] ?? undefined;
  if (paddingSide !== undefined && paddingSide !== "left" && paddingSide !== "right") {
    throw invalidArgument("padding_side", paddingSide, '"left" or "right"');
  }
  const maxEntityLength = count(call, "max_entity_length") || undefined;
  return {
    ...examplesOf(call),
    encode: {
      addSpecialTokens,
      addPrefixSpace: flag(call, "add_prefix_space"),
      truncation: strategy ?? false,
      maxLength,
      maxEntityLength,
      stride: count(call, "stride"),
    },
    padding,
    maxLength,
    maxEntityLength,
    padToMultipleOf,
    paddingSide,
    returnAttentionMask: flag(call, "return_attention_mask"),
    returnTokenTypes,
    returnSpecialTokensMask: flag(call, "return_special_tokens_mask") ?? false,
    returnOverflowing: flag(call, "return_overflowing_tokens") ?? false,
    returnLength: flag(call, "return_length") ?? false,
  };
}

const perText = [
  "text",
  "text_pair",
  "entities",
  "entities_pair",
  "entity_spans",
  "entity_spans_pair",
] as const;
const unsupported = new Set(["is_split_into_words", "return_offsets_mapping", "return_tensors"]);
const known = new Set([
  ...perText,
  ...unsupported,
  ...["add_special_tokens", "padding", "truncation", "max_length", "max_entity_length", "stride", "verbose"],
  ...[
    "pad_to_multiple_of",
    "padding_side",
    "return_token_type_ids",
    "return_attention_mask",
    "add_prefix_space",
  ],
  ...["return_overflowing_tokens", "return_special_tokens_mask", "return_length"],
]);

function examplesOf(call: Call): Pick<HuggingFaceArguments, "batched" | "examples"> {
  const { text } = call;
  if (!Array.isArray(text)) return { batched: false, examples: [exampleOf(call)] };
  if (text.length === 0) throw invalidArgument("text", text, "at least one text");
  for (const name of perText) {
    const rows = call[name] ?? undefined;
    if (rows !== undefined && (!Array.isArray(rows) || rows.length !== text.length)) {
      throw invalidArgument(name, rows, `a list of ${text.length}, one for each text`);
    }
  }
  const examples = text.map((_, index) => {
    const row = perText.map((name) => [name, (call[name] as unknown[] | undefined)?.[index]]);
    const example: Record<string, unknown> = Object.fromEntries(row);
    // In a batch, no titles at all means [MASK] for each span.
    if (Array.isArray(example["entities"]) && example["entities"].length === 0) delete example["entities"];
    return exampleOf(example);
  });
  return { batched: true, examples };
}

function exampleOf(row: Call): HuggingFaceExample {
  if (typeof row["text"] !== "string")
    throw invalidArgument("text", row["text"], "a string, or a list of strings");
  const textPair = row["text_pair"] ?? undefined;
  if (textPair !== undefined && typeof textPair !== "string") {
    throw invalidArgument("text_pair", textPair, "a string, or a list of strings");
  }
  const spans = (name: string): readonly Span[] | undefined => {
    const value = row[name] ?? undefined;
    const isSpan = (span: unknown): boolean =>
      Array.isArray(span) && span.length === 2 && span.every((at) => Number.isInteger(at));
    if (value === undefined || (Array.isArray(value) && value.every(isSpan)))
      return value as Span[] | undefined;
    throw invalidArgument(name, value, "a list of [start, end]");
  };
  const titles = (name: string): readonly string[] | undefined => {
    const value = row[name] ?? undefined;
    const isTitle = (title: unknown): boolean => typeof title === "string";
    if (value === undefined || (Array.isArray(value) && value.every(isTitle)))
      return value as string[] | undefined;
    throw invalidArgument(name, value, "a list of titles");
  };
  return {
    text: row["text"],
    textPair,
    entities: titles("entities"),
    entitiesPair: titles("entities_pair"),
    entitySpans: spans("entity_spans"),
    entitySpansPair: spans("entity_spans_pair"),
  };
}

function paddingOf(value: unknown): PaddingStrategy {
  if (value === undefined || value === null || value === false) return "do_not_pad";
  if (value === true) return "longest";
  if (value === "longest" || value === "max_length" || value === "do_not_pad") return value;
  throw invalidArgument("padding", value, 'a boolean, "longest", "max_length" or "do_not_pad"');
}

/** undefined where nothing is said. */
function truncationOf(value: unknown): TruncationStrategy | false | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === false || value === "do_not_truncate") return false;
  if (value === true) return "longest_first";
  if (value === "longest_first" || value === "only_first" || value === "only_second") return value;
  throw invalidArgument(
    "truncation",
    value,
    'a boolean, "longest_first", "only_first", "only_second" or "do_not_truncate"',
  );
}

function flag(call: Call, name: string): boolean | undefined {
  const value = call[name] ?? undefined;
  if (value === undefined || typeof value === "boolean") return value;
  throw invalidArgument(name, value, "true or false");
}

function count(call: Call, name: string): number | undefined {
  const value = call[name] ?? undefined;
  if (value === undefined || (Number.isInteger(value) && (value as number) >= 0))
    return value as number | undefined;
  throw invalidArgument(name, value, "an integer, 0 or more");
}
