import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callLikeHuggingFace } from "../hugging-face-call.ts";
import { optionsFromHuggingFace } from "../hugging-face-options.ts";
import { LukeTokenizer } from "../luke-tokenizer.ts";
import { loadMLukeTokenizer, saveMLukeTokenizer } from "../node.ts";
import { SentencePieceModel } from "./sentencepiece-model.ts";
import { XlmRobertaTokenizer } from "./xlm-roberta-tokenizer.ts";

interface Oracle {
  readonly entities: Record<string, number>;
  readonly long: { readonly length: number; alphabet: string; tokens: number; checksum: number };
  readonly cases: readonly [text: string, ids: number[], offsets: number[]][];
  readonly calls: readonly {
    readonly tokenizer: Record<string, unknown>;
    readonly call: Record<string, unknown>;
    readonly output: Record<string, unknown> & { readonly input_ids: number[] };
    readonly decoded: readonly [string, string];
  }[];
}
const testdata = new URL("../../testdata/", import.meta.url);
const file = await readFile(new URL("sentencepiece.bpe.model", testdata));
const oracle: Oracle = JSON.parse(await readFile(new URL("encode-sentencepiece.json", testdata), "utf8"));
const model = new SentencePieceModel(file);
const words = new XlmRobertaTokenizer(model);
const entities = { idOf: (title: string) => oracle.entities[title] };

describe("as sentencepiece 0.2.3 and transformers 4.57.6 have it", () => {
  test("texts in fourteen languages and of odd characters are cut alike, with the same offsets", () => {
    expect(oracle.cases.length).toBeGreaterThan(300);
    for (const [text, ids, offsets] of oracle.cases) {
      const { text: normalized, pieces } = model.segment(text);
      const bounds = [...pieces.bounds].map((bound) => normalized.origins[bound]!);
      const found = [...pieces.ids].flatMap((_, index) => [bounds[index]!, bounds[index + 1]!]);
      expect([...pieces.ids], JSON.stringify(text)).toEqual(ids);
      expect(found, JSON.stringify(text)).toEqual(inUnits(text, offsets));
    }
  });

  test("a long text is cut alike to its end: sums of scores are rounded as the reference rounds them", () => {
    const { length, alphabet, tokens, checksum } = oracle.long;
    const letters = [...alphabet];
    const text = Array.from({ length }, (_, index) => {
      return letters[(index * index * 7 + Math.floor(index / 11)) % letters.length];
    }).join("");
    const { ids } = model.segment(text).pieces;
    expect(ids.length).toBe(tokens);
    expect(ids.reduce((sum, id) => (sum * 31 + id) % 1_000_000_007, 0)).toBe(checksum);
  });

  test("120 random calls of mLUKE's tokenizer are answered alike, and decoded alike", () => {
    expect(oracle.calls).toHaveLength(120);
    for (const { tokenizer, call, output, decoded } of oracle.calls) {
      const luke = new LukeTokenizer(words, entities, {
        ...optionsFromHuggingFace(tokenizer),
        compat: "hf",
      });
      const answer = callLikeHuggingFace(luke, call, { spanUnit: "codepoint" });
      expect(answer, JSON.stringify(call)).toEqual(output);
      const ids = output.input_ids;
      const spaced = { spacesBetweenAddedTokens: true };
      expect(luke.words.decode(ids, spaced)).toBe(decoded[0]);
      expect(luke.words.decode(ids, { ...spaced, skipSpecialTokens: true })).toBe(decoded[1]);
    }
  });
});

describe("XlmRobertaTokenizer", () => {
  test("special tokens stand where XLM-R has them, pieces between", () => {
    expect(["<s>", "<pad>", "</s>", "<unk>"].map((token) => words.idOf(token))).toEqual([0, 1, 2, 3]);
    expect(words.tokenOf(4)).toBe(model.pieces[3]);
    expect(words.idOf("<mask>")).toBe(model.pieces.length + 1);
    expect(words.vocabSize).toBe(model.pieces.length + 2);
    expect(words.tokenOf(words.vocabSize)).toBeUndefined();
    const more = words.withTokens(["<ent>", "<ent2>"]);
    expect([more.idOf("<ent>"), more.idOf("<ent2>")]).toEqual([words.vocabSize, words.vocabSize + 1]);
    expect(words.idOf("<ent>")).toBeUndefined();
  });

  test("a token covers its text without the space in front; what one character became covers all of it", () => {
    const text = "The  river ﷺ 東京";
    const { ids, starts, ends } = words.encode(text);
    const covered = [...ids].map((_, index) => text.slice(starts[index], ends[index]));
    expect(covered.join("").replaceAll("ﷺ", "")).toBe("Theriver東京");
    expect(covered.filter((part) => part === "ﷺ").length).toBeGreaterThan(1);
  });

  test("offsets are in order, within the text, and cover all but white space", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        const { starts, ends } = words.encode(text, { addSpecialTokens: false });
        let covered = 0;
        for (let token = 0; token < starts.length; token++) {
          const [start, end] = [starts[token]!, ends[token]!];
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
          if (token > 0) expect(start).toBeGreaterThanOrEqual(starts[token - 1]!);
          if (start > covered) expect(normalized(text.slice(covered, start))).toBe("");
          covered = Math.max(covered, end);
        }
        expect(normalized(text.slice(covered))).toBe("");
      }),
      { numRuns: 500 },
    );
  });

  test("what is decoded encodes to the same ids, unless a character is unknown", () => {
    const alphabet = [...new Set(model.pieces.slice(3).join("").replaceAll("▁", " "))];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 80 }), (text) => {
        const { ids } = words.encode(text);
        const back = words.decode(ids, { skipSpecialTokens: true });
        expect(back).toBe(normalized(text));
        expect(words.encode(back)).toEqual({ ...words.encode(back), ids });
      }),
      { numRuns: 500 },
    );
  });

  test("200,000 times one letter, or a character that is unknown, takes at most five times a text of as many bytes", () => {
    const time = (text: string): number => {
      const started = performance.now();
      words.encode(text);
      return (performance.now() - started) / Buffer.byteLength(text);
    };
    const text = oracle.cases.map(([text]) => text).join(" ");
    const natural = text.repeat(Math.ceil(200_000 / text.length));
    const least = (of: string) => Math.min(time(of), time(of), time(of));
    const perByte = least(natural);
    for (const unit of ["a", "東", "😀", " ", "▁"]) {
      expect(least(unit.repeat(200_000 / unit.length)) / perByte, unit).toBeLessThan(5);
    }
  });

  test("a model that is cut short, is none or has another kind of pieces is an error", () => {
    const errorOf = (bytes: Uint8Array) => {
      try {
        new XlmRobertaTokenizer(bytes);
      } catch (error) {
        return (error as { code: string }).code;
      }
      return undefined;
    };
    expect(errorOf(file.subarray(0, 5000))).toBe("TOK040");
    expect(errorOf(Buffer.from("<html>not found</html>"))).toBe("TOK040");
    expect(errorOf(new Uint8Array(0))).toBe("TOK040");
    // trainer_spec { model_type: 2 } once more at the end: the last one counts.
    expect(errorOf(Uint8Array.from([...file, 0x12, 2, 0x18, 2]))).toBe("TOK041");
    // A piece "<s>" of type 4 at the end.
    expect(errorOf(Uint8Array.from([...file, 0x0a, 5, 0x0a, 1, 0x61, 0x18, 4]))).toBe("TOK041");
    expect(errorOf(Uint8Array.from([...file, 0x0a, 5, 0x0a, 3, 0xe2, 0x96, 0x81]))).toBe("TOK042");
  });
});

test("mLUKE's tokenizer is the same after it is saved to a folder and loaded", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lukejs-mluke-"));
  try {
    const luke = new LukeTokenizer(words, entities, { task: "entity_classification", maxMentionLength: 7 });
    await saveMLukeTokenizer(luke, folder);
    await writeFile(join(folder, "entity_vocab.json"), JSON.stringify(oracle.entities));
    const loaded = await loadMLukeTokenizer(folder);
    const options = { entitySpans: [[4, 9]] as [number, number][] };
    expect(loaded.encode("The river <mask> flows.", options)).toEqual(
      luke.encode("The river <mask> flows.", options),
    );
    expect(loaded.settings).toEqual(luke.settings);
    expect(loaded.words.addedTokens).toEqual(luke.words.addedTokens);
    // transformers saves markers as objects.
    const config = JSON.parse(await readFile(join(folder, "tokenizer_config.json"), "utf8"));
    const marker = { __type: "AddedToken", content: "<ent>", lstrip: false };
    const path = join(folder, "tokenizer_config.json");
    await writeFile(path, JSON.stringify({ ...config, entity_token_1: marker }));
    const titles = await loadMLukeTokenizer(folder, undefined, { maxEntityLength: 4 });
    expect(titles.maxEntityLength).toBe(1); // the task of the folder
  } finally {
    await rm(folder, { recursive: true });
  }
});

function normalized(text: string): string {
  const { bytes, length } = model.segment(text).text;
  return new TextDecoder("utf-8", { ignoreBOM: true })
    .decode(bytes.subarray(0, length))
    .replaceAll("▁", " ")
    .trim();
}

function inUnits(text: string, offsets: readonly number[]): number[] {
  const units = [0];
  for (const character of text) units.push(units.at(-1)! + character.length);
  return offsets.map((at) => units[at]!);
}
