import { invalidArgument } from "./errors.ts";
import type { LukeTask, LukeTokenizerOptions } from "./luke-tokenizer.ts";

/** Constructor arguments of the reference's LukeTokenizer → the names they have here. */
const names = {
  task: "task",
  max_entity_length: "maxEntityLength",
  max_mention_length: "maxMentionLength",
  entity_token_1: "entityToken1",
  entity_token_2: "entityToken2",
  entity_unk_token: "entityUnkToken",
  entity_pad_token: "entityPadToken",
  entity_mask_token: "entityMaskToken",
  entity_mask2_token: "entityMask2Token",
  add_prefix_space: "addPrefixSpace",
  truncation_side: "truncationSide",
  padding_side: "paddingSide",
  model_max_length: "modelMaxLength",
  compat: "compat",
} as const satisfies Record<string, keyof LukeTokenizerOptions>;

/** What the reference writes for "no limit" is far above this. */
const NO_LIMIT = 1e20;

/**
 * LukeTokenizer's options from the reference's constructor arguments, or from a tokenizer_config.json (whose
 * other fields are passed over where `ignoreOthers` is set).
 *
 * @throws LukeError TOK015 an argument is not known
 */
export function optionsFromHuggingFace(
  given: Readonly<Record<string, unknown>>,
  { ignoreOthers = false }: { readonly ignoreOthers?: boolean } = {},
): LukeTokenizerOptions {
  const options: { [name: string]: unknown } = {};
  for (const [name, value] of Object.entries(given)) {
    const own = Object.hasOwn(names, name) ? names[name as keyof typeof names] : undefined;
    if (own === undefined) {
      if (ignoreOthers) continue;
      throw invalidArgument(name, value, `no such argument; known are ${Object.keys(names).join(", ")}`);
    }
    if (value === null || value === undefined) continue;
    if (name === "model_max_length" && Number(value) > NO_LIMIT) continue;
    // A saved tokenizer_config.json has markers as AddedToken objects.
    const plain = typeof value === "object" && "content" in value ? value.content : value;
    check(name, plain);
    options[own] = plain;
  }
  return options as LukeTokenizerOptions & { task?: LukeTask };
}

function check(name: string, value: unknown): void {
  if (/_length$/.test(name)) {
    if (!Number.isInteger(value) || (value as number) < 1)
      throw invalidArgument(name, value, "an integer above 0");
  } else if (/_side$/.test(name)) {
    if (value !== "left" && value !== "right") throw invalidArgument(name, value, '"left" or "right"');
  } else if (name === "add_prefix_space") {
    if (typeof value !== "boolean") throw invalidArgument(name, value, "true or false");
  } else if (name === "compat") {
    if (value !== "hf") throw invalidArgument(name, value, '"hf"');
  } else if (typeof value !== "string") {
    throw invalidArgument(name, value, "a string");
  }
}
