import type { AddedToken } from "./added-tokens.ts";
import { malformedMerge, unsupportedTokenizer } from "./errors.ts";
import type { RobertaTokenizerOptions } from "./roberta-options.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";
import { robertaSpecialTokens, type SpecialTokens } from "./special-tokens.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * The tokenizer of a tokenizer.json: byte-level BPE, framed as RoBERTa's or not at all (GPT-2).
 *
 * Its settings of truncation and padding are not read: they are arguments of encode and padEncodings here. Roles that
 * the file does not name go to RoBERTa's names where the vocabulary has them, else to the unknown or the last token.
 *
 * @param json the parsed file
 * @param where what errors call it
 * @param options what to set other than the file says
 * @throws LukeError TOK018 it is not a byte-level BPE, or does what is not supported · TOK002 a merge is malformed ·
 *   and what RobertaTokenizer throws
 */
export function fromTokenizerJson(
  json: unknown,
  where = "tokenizer.json",
  options: RobertaTokenizerOptions = {},
): RobertaTokenizer {
  const unsupported = (part: string, found: unknown, wanted: string): Error =>
    unsupportedTokenizer(where, part, found, wanted);
  if (!isObject(json) || !isObject(json["model"])) throw unsupported("model", json, "an object");
  const { model, normalizer, pre_tokenizer: preTokenizer, post_processor: postProcessor } = json;
  const checks: readonly (readonly [part: string, found: unknown, wanted: string, holds: boolean])[] = [
    ["model.type", model["type"], "BPE", model["type"] === "BPE"],
    ["model.vocab", model["vocab"], "an object", isObject(model["vocab"])],
    ["model.merges", model["merges"], "a list", Array.isArray(model["merges"])],
    ...["dropout", "byte_fallback", "ignore_merges", "continuing_subword_prefix", "end_of_word_suffix"].map(
      (name) => [`model.${name}`, model[name], "none", !model[name]] as const,
    ),
    ["normalizer", typeOf(normalizer), "none", !normalizer],
    ["pre_tokenizer", typeOf(preTokenizer), "ByteLevel", typeOf(preTokenizer) === "ByteLevel"],
    [
      "post_processor",
      typeOf(postProcessor),
      "RobertaProcessing, ByteLevel or none",
      isProcessor(postProcessor),
    ],
  ];
  for (const [part, found, wanted, holds] of checks) if (!holds) throw unsupported(part, found, wanted);
  const { add_prefix_space: addPrefixSpace, use_regex: useRegex = true } = preTokenizer as Json;
  if (!useRegex) throw unsupported("pre_tokenizer.use_regex", useRegex, "true");

  const vocab = model["vocab"] as Record<string, number>;
  const merges = (model["merges"] as unknown[]).map((merge, index) => {
    if (typeof merge === "string") return merge;
    if (Array.isArray(merge) && merge.length === 2) return `${merge[0]} ${merge[1]}`;
    throw malformedMerge(where, index + 1, JSON.stringify(merge));
  });
  const addedTokens = ((json["added_tokens"] ?? []) as unknown[]).map((token) => {
    if (!isObject(token)) throw unsupported("added_tokens", token, "objects");
    return addedToken(token);
  });
  return new RobertaTokenizer(
    { vocab, merges },
    {
      addPrefixSpace: addPrefixSpace === true,
      addSpecialTokens: typeOf(postProcessor) === "RobertaProcessing",
      ...options,
      specialTokens: { ...rolesOf(json, model, addedTokens), ...options.specialTokens },
      addedTokens: [...addedTokens, ...(options.addedTokens ?? [])],
    },
  );
}

/** The fields of an added token as Hugging Face's files spell them. */
export function addedToken(token: Json): AddedToken {
  return {
    content: String(token["content"]),
    stripLeft: token["lstrip"] === true,
    stripRight: token["rstrip"] === true,
    singleWord: token["single_word"] === true,
    ...(typeof token["special"] === "boolean" && { special: token["special"] }),
    ...(typeof token["id"] === "number" && { id: token["id"] }),
  };
}

function rolesOf(json: Json, model: Json, added: readonly AddedToken[]): SpecialTokens {
  const vocab = model["vocab"] as Json;
  const has = (token: string): boolean =>
    Object.hasOwn(vocab, token) || added.some(({ content }) => content === token);
  const named = (name: string): string | undefined => {
    const processor = json["post_processor"];
    const pair: unknown = isObject(processor) ? processor[name] : undefined;
    return Array.isArray(pair) ? String(pair[0]) : undefined;
  };
  const { bos, pad, eos, unk, mask } = robertaSpecialTokens;
  const { unk_token: unkToken } = model;
  const last = added.filter(({ special }) => special === true).at(-1)?.content ?? unk;
  const unknown = typeof unkToken === "string" && unkToken !== "" ? unkToken : has(unk) ? unk : last;
  const orUnknown = (token: string): string => (has(token) ? token : unknown);
  return {
    bos: named("cls") ?? orUnknown(bos),
    eos: named("sep") ?? orUnknown(eos),
    pad: orUnknown(pad),
    unk: unknown,
    mask: orUnknown(mask),
  };
}

function isProcessor(value: unknown): boolean {
  return !value || typeOf(value) === "RobertaProcessing" || typeOf(value) === "ByteLevel";
}

function typeOf(part: unknown): unknown {
  return isObject(part) ? part["type"] : part;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
