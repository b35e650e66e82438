import type { AddedToken } from "./added-tokens.ts";
import type { RobertaTokenizer } from "./roberta-tokenizer.ts";
import { toTokenizerJson } from "./to-tokenizer-json.ts";
import { writeFiles } from "./write-files.ts";

/**
 * Writes a tokenizer as Hugging Face does: vocab.json, merges.txt, added_tokens.json (where there are added
 * tokens), special_tokens_map.json, tokenizer_config.json and tokenizer.json, each under a temporary name first.
 *
 * @param config further fields of tokenizer_config.json, such as LUKE's
 */
export async function saveTokenizer(
  tokenizer: RobertaTokenizer,
  folder: string,
  config: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { vocab, merges } = tokenizer.files;
  const { bos, pad, eos, unk, mask } = tokenizer.specialTokens;
  const added = tokenizer.addedTokens.toSorted((a, b) => a.id - b.id);
  const beyond = added.filter(({ content }) => !Object.hasOwn(vocab, content));
  const roles = { bos_token: bos, cls_token: bos, eos_token: eos, mask_token: mask };
  const named = { ...roles, pad_token: pad, sep_token: eos, unk_token: unk };
  const names = new Set(Object.values(named));
  const additional = added.filter(({ content, special }) => special && !names.has(content));

  const specialsMap: Record<string, unknown> = {};
  if (additional.length > 0) specialsMap["additional_special_tokens"] = additional.map(toHuggingFace);
  for (const [role, content] of Object.entries(named)) {
    specialsMap[role] = toHuggingFace(added.find((token) => token.content === content)!);
  }
  const decoder = added.map((token) => [token.id, { ...toHuggingFace(token), special: token.special }]);
  const settings = {
    add_prefix_space: tokenizer.addPrefixSpace,
    added_tokens_decoder: Object.fromEntries(decoder),
    additional_special_tokens: additional.map(({ content }) => content),
    clean_up_tokenization_spaces: false,
    errors: "replace",
    ...named,
    model_max_length: 1e30,
    tokenizer_class: tokenizer.addSpecialTokens ? "RobertaTokenizer" : "GPT2Tokenizer",
    ...config,
  };
  const addedIds = Object.fromEntries(beyond.map(({ content, id }) => [content, id]));
  await writeFiles(folder, {
    "vocab.json": `${json(vocab)}\n`,
    "merges.txt": ["#version: 0.2", ...merges, ""].join("\n"),
    "added_tokens.json": beyond.length > 0 ? `${json(addedIds)}\n` : undefined,
    "special_tokens_map.json": `${json(specialsMap)}\n`,
    "tokenizer_config.json": `${json(settings)}\n`.replace('"model_max_length": 1e+30', bigLength),
    "tokenizer.json": `${JSON.stringify(toTokenizerJson(tokenizer))}\n`,
  });
}

/** What the reference writes for "no limit"; as a JavaScript number it would be spelled differently. */
const bigLength = '"model_max_length": 1000000000000000019884624838656';

/** Keys in code-unit order, two spaces of indent. Written by hand: an object would put "10" before "a". */
function json(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => inner + json(item, inner))
    : Object.entries(value)
        .sort(([a], [b]) =>
          isIndex(a) && isIndex(b) && indent !== "" ? Number(a) - Number(b) : a < b ? -1 : 1,
        )
        .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${json(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return items.length === 0 ? open + close : `${open}\n${items.join(",\n")}\n${indent}${close}`;
}

function isIndex(key: string): boolean {
  return /^\d+$/.test(key);
}

function toHuggingFace({ content, stripLeft, stripRight, singleWord }: Required<AddedToken>): object {
  return { content, lstrip: stripLeft, normalized: true, rstrip: stripRight, single_word: singleWord };
}
