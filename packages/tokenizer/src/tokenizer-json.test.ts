import { readFileSync } from "node:fs";
import { LukeError } from "@lukejs/errors";
import { describe, expect, test } from "vitest";
import { smallFiles } from "../testdata/small-files.ts";
import { fromTokenizerJson } from "./from-tokenizer-json.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";
import { toTokenizerJson } from "./to-tokenizer-json.ts";

interface OracleFile {
  readonly json: { model: { merges: [string, string][] } & Record<string, unknown> } & Record<
    string,
    unknown
  >;
  readonly cases: readonly (readonly [text: string, ids: number[], offsets: number[]])[];
}

const { files }: { files: OracleFile[] } = JSON.parse(
  readFileSync(new URL("../testdata/tokenizer-json.json", import.meta.url), "utf8"),
);

describe.each([
  ["RoBERTa's frame", files[0]!],
  ["no frame, as GPT-2", files[1]!],
])("a tokenizer.json with %s", (_, { json, cases }) => {
  test("encodes and decodes as the library does", () => {
    const tokenizer = fromTokenizerJson(json);
    for (const [text, ids, offsets] of cases) {
      const encoding = tokenizer.encode(text);
      expect([...encoding.ids], text).toEqual(ids);
      const units = [0];
      for (const character of text) units.push(units.at(-1)! + character.length);
      encoding.ids.forEach((id, index) => {
        const token = tokenizer.tokenOf(id)!;
        // The reference has its own special tokens at 0, and counts the white space that added ones take.
        if (/^<.*>$/.test(token)) return;
        const found = [encoding.starts[index], encoding.ends[index]];
        expect(found, `${text} ${token}`).toEqual([
          units[offsets[2 * index]!],
          units[offsets[2 * index + 1]!],
        ]);
      });
    }
  });

  test("is written as it was read", () => {
    const written = JSON.parse(JSON.stringify(toTokenizerJson(fromTokenizerJson(json))));
    const model = {
      ...json.model,
      merges: json.model.merges.map((merge) => merge.join(" ")),
      continuing_subword_prefix: "",
      end_of_word_suffix: "",
    };
    // Training leaves the prefix and suffix null, the published files have them empty.
    expect({ ...written, decoder: undefined, pre_tokenizer: undefined, post_processor: undefined }).toEqual({
      ...json,
      model,
      decoder: undefined,
      pre_tokenizer: undefined,
      post_processor: undefined,
    });
    expect(written.post_processor).toEqual(json["post_processor"]);
    expect(written.pre_tokenizer).toEqual(json["pre_tokenizer"]);
  });
});

test("what is written is read: ids, added tokens, roles and settings", () => {
  const tokenizer = new RobertaTokenizer(smallFiles, { addPrefixSpace: true });
  tokenizer.addTokens([{ content: "<word>", singleWord: true, special: false }]);
  const again = fromTokenizerJson(JSON.parse(JSON.stringify(toTokenizerJson(tokenizer))));
  const text = "low <word> x<word> <mask>";
  expect(again.encode(text)).toEqual(tokenizer.encode(text));
  expect(again.addPrefixSpace).toBe(true);
  expect(again.specialTokens).toEqual(tokenizer.specialTokens);
});

test("what is not byte-level BPE is named with its part of the file", () => {
  const json = toTokenizerJson(new RobertaTokenizer(smallFiles));
  const model = json["model"] as object;
  const bad: [unknown, string][] = [
    [null, "model"],
    [{ ...json, model: { ...model, type: "Unigram" } }, 'model.type is "Unigram", expected BPE'],
    [{ ...json, model: { ...model, byte_fallback: true } }, "model.byte_fallback"],
    [{ ...json, normalizer: { type: "NFC" } }, 'normalizer is "NFC", expected none'],
    [{ ...json, pre_tokenizer: { type: "Whitespace" } }, 'pre_tokenizer is "Whitespace", expected ByteLevel'],
    [{ ...json, pre_tokenizer: { type: "ByteLevel", use_regex: false } }, "use_regex"],
    [{ ...json, post_processor: { type: "TemplateProcessing" } }, "post_processor"],
    [{ ...json, added_tokens: [3] }, "added_tokens"],
  ];
  for (const [value, message] of bad) {
    try {
      fromTokenizerJson(value, "x.json");
      expect.unreachable();
    } catch (error) {
      if (!LukeError.isInstance(error)) throw error;
      expect(error.code).toBe("TOK018");
      expect(error.hint).toBeDefined();
      expect(error.message).toContain("x.json");
      expect(error.message).toContain(message);
    }
  }
  expect(() => fromTokenizerJson({ ...json, model: { ...model, merges: [["l"]] } })).toThrow("line 1");
});
