import { readFileSync } from "node:fs";
import { LukeError } from "@lukejs/errors";
import { sharedPath } from "@lukejs/test-kit";
import { describe, expect, test } from "vitest";
import { callLikeHuggingFace } from "./hugging-face-call.ts";
import { optionsFromHuggingFace } from "./hugging-face-options.ts";
import { type HuggingFaceFields, type HuggingFacePadding, padLikeHuggingFace } from "./hugging-face-pad.ts";
import { LukeTokenizer } from "./luke-tokenizer.ts";
import { parseMerges } from "./parse-merges.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";
import { trainByteLevelBpe } from "./train-byte-level-bpe.ts";

interface Case {
  readonly id: string;
  readonly tokenizer: Record<string, unknown>;
  readonly method: string;
  readonly call: Record<string, unknown>;
  readonly output?: Record<string, unknown>;
  readonly error?: { readonly type: string; readonly message: string };
  readonly raw?: boolean;
  readonly python_only?: boolean;
}

/** Where the default differs from the reference: the one record of it. */
const divergences: { case: string; reason: string; ours: Record<string, unknown> }[] = JSON.parse(
  readFileSync(new URL("../divergences.json", import.meta.url), "utf8"),
);

function readTokenizer(folder: string, vocab = "vocab.json") {
  const read = (name: string) => readFileSync(`${folder}/${name}`, "utf8");
  const files = { vocab: JSON.parse(read(vocab)), merges: parseMerges(read("merges.txt")) };
  const entityVocab = new Map<string, number>(Object.entries(JSON.parse(read("entity_vocab.json"))));
  const entities = { idOf: (title: string) => entityVocab.get(title) };
  const words = new RobertaTokenizer(files);
  return (options: Record<string, unknown>) =>
    new LukeTokenizer(words, entities, optionsFromHuggingFace(options));
}

test("150 random calls with a tokenizer trained here are answered as the reference does", async () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
  const oracle: { entities: Record<string, number>; cases: Case[] } = JSON.parse(
    read("../testdata/call-luke.json"),
  );
  const lines = read("../oracles/train-bpe.txt").split("\n").slice(0, -1);
  const words = new RobertaTokenizer(await trainByteLevelBpe(lines, { vocabSize: 501 }));
  const entities = { idOf: (title: string) => oracle.entities[title] };
  expect(oracle.cases).toHaveLength(150);
  for (const { tokenizer, call, output } of oracle.cases) {
    const luke = new LukeTokenizer(words, entities, optionsFromHuggingFace({ ...tokenizer, compat: "hf" }));
    const answer = () => plain(callLikeHuggingFace(luke, call, { spanUnit: "codepoint" }));
    if (output === undefined) expect(errorOf(answer), JSON.stringify(call)).toMatch(/^TOK/);
    else expect(answer(), JSON.stringify(call)).toEqual(output);
  }
});

const fixture = sharedPath("fixtures/luke-tokenizer");
describe.skipIf(fixture === undefined)("calls as the reference answers them", () => {
  if (fixture === undefined) {
    test("need the fixtures beside the checkout", () => {});
    return;
  }
  const make = readTokenizer(fixture);
  const cases: Case[] = readFileSync(`${fixture}/cases.json`, "utf8")
    .split("\n")
    .filter((line) => line.startsWith('{"id"'))
    .map((line) => JSON.parse(line.replace(/[\],]*$/, "")));

  test("there are 422 cases", () => expect(cases).toHaveLength(422));

  const ours = new Map(divergences.map((divergence) => [divergence.case, divergence.ours]));
  const answerTo = (one: Case, compat: Record<string, unknown>) => {
    try {
      return plain(run(make, one, compat));
    } catch (error) {
      if (LukeError.isInstance(error)) return { error: { code: error.code } };
      throw error;
    }
  };
  const anError = { error: { code: expect.stringMatching(/^TOK\d{3}$/) } };

  for (const one of cases) {
    const expected = one.error === undefined ? one.output : anError;
    if (one.python_only) {
      test.skip(`${one.id} is about Python's tuples`, () => {});
      continue;
    }
    test(`${one.id} with compat "hf"`, () => expect(answerTo(one, { compat: "hf" })).toEqual(expected));
    test(`${one.id}${ours.has(one.id) ? " differs" : ""}`, () => {
      const answer = answerTo(one, {});
      if (ours.has(one.id)) expect(answer).not.toEqual(expected);
      expect(answer).toEqual(ours.get(one.id) ?? expected);
    });
  }

  test("the divergences are at most 2 % of the cases, each named once with its reason", () => {
    expect(divergences.length).toBeLessThanOrEqual(0.02 * cases.length);
    expect(ours.size).toBe(divergences.length);
    const ids = new Set(cases.map(({ id }) => id));
    for (const { case: id, reason } of divergences) {
      expect(ids).toContain(id);
      expect(reason).not.toBe("");
    }
  });
});

const real = sharedPath("fixtures/roberta-bpe");
test.skipIf(real === undefined)(
  "the published vocabulary gives the reference's fields on its own texts",
  () => {
    const make = readTokenizer(real ?? "", "roberta-vocab.json");
    const lines = readFileSync(`${real}/luke-cases.jsonl`, "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(69);
    for (const line of lines) {
      const { task, tokenizer: options, call, output } = JSON.parse(line);
      const luke = make({ ...options, task, compat: "hf" });
      expect(callLikeHuggingFace(luke, call, { spanUnit: "codepoint" }), line).toEqual(output);
    }
  },
);

function run(
  make: (options: Record<string, unknown>) => LukeTokenizer,
  { method, tokenizer, ...one }: Case,
  compat: Record<string, unknown>,
) {
  const luke = make({ ...tokenizer, ...compat });
  const call = withoutTuples(one.call) as Record<string, never>;
  switch (method) {
    case "ctor":
      return { ok: true, max_entity_length: luke.maxEntityLength };
    case "__call__":
      return callLikeHuggingFace(luke, call, { spanUnit: "codepoint" });
    case "tokenize": {
      const { ids } = luke.words.encode(call["text"]!, { addSpecialTokens: false });
      return { tokens: Array.from(ids, (id) => luke.words.tokenOf(id)) };
    }
    case "convert_tokens_to_ids":
      return {
        ids: (call["tokens"]! as string[]).map((token) => luke.words.idOf(token) ?? luke.words.unkId),
      };
    case "convert_ids_to_tokens":
      return { tokens: (call["ids"]! as number[]).map((id) => luke.words.tokenOf(id) ?? null) };
    case "decode":
      return {
        text: luke.words.decode(call["token_ids"]!, {
          skipSpecialTokens: call["skip_special_tokens"] ?? false,
          spacesBetweenAddedTokens: call["spaces_between_special_tokens"] ?? true,
        }),
      };
    case "pad": {
      const inputs: HuggingFaceFields | HuggingFaceFields[] = call["encoded_inputs"]!;
      const given: unknown = call["padding"] ?? true;
      const options: HuggingFacePadding = {
        padding: given === "max_length" ? "max_length" : given === false ? "do_not_pad" : "longest",
        maxLength: call["max_length"],
        maxEntityLength: call["max_entity_length"],
        padToMultipleOf: call["pad_to_multiple_of"],
        returnAttentionMask: call["return_attention_mask"],
      };
      if (!Array.isArray(inputs)) return padLikeHuggingFace(luke, inputs, options);
      const rows: HuggingFaceFields[] = padLikeHuggingFace(luke, inputs as HuggingFaceFields[], options);
      const names = Object.keys(rows[0]!);
      return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])]));
    }
    default:
      throw new Error(`no such method: ${method}`);
  }
}

function errorOf(answer: () => unknown): string | undefined {
  try {
    answer();
  } catch (error) {
    if (LukeError.isInstance(error)) return error.code;
    throw error;
  }
  return undefined;
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function withoutTuples(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTuples);
  if (typeof value !== "object" || value === null) return value;
  if ("__tuple__" in value) return withoutTuples(value.__tuple__);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutTuples(item)]));
}
