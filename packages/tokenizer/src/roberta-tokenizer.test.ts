import { readFileSync } from "node:fs";
import { LukeError } from "@lukejs/errors";
import { sharedPath } from "@lukejs/test-kit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { smallFiles } from "../testdata/small-files.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";
import { trainByteLevelBpe } from "./train-byte-level-bpe.ts";

const folder = sharedPath("fixtures/roberta-bpe");

interface ReferenceCase {
  readonly text: string;
  readonly ids: number[];
  readonly offsets: [number, number][];
  readonly ids_prefix: number[];
}

describe.skipIf(folder === undefined)("with the published vocabularies", () => {
  const json = (name: string) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
  const cases = (name: string): ReferenceCase[] =>
    readFileSync(`${folder}/${name}`, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  const merges = (): string[] => readFileSync(`${folder}/merges.txt`, "utf8").trimEnd().split("\n").slice(1);

  test("RoBERTa's ids and offsets are the reference's on 1000 texts, twice, so that cached words count too", () => {
    const tokenizer = new RobertaTokenizer({ vocab: json("roberta-vocab.json"), merges: merges() });
    expect(tokenizer.vocabSize).toBe(50265);
    const all = cases("cases-roberta.jsonl");
    expect(all).toHaveLength(1000);
    for (const { text, ids, offsets, ids_prefix } of [...all, ...all]) {
      const encoding = tokenizer.encode(text, { addSpecialTokens: false });
      expect([...encoding.ids], text).toEqual(ids);
      const units = unitsOfCodePoints(text);
      expect(
        Array.from(encoding.starts, (start, index) => [start, encoding.ends[index]]),
        text,
      ).toEqual(offsets.map(([start, end]) => [units[start], units[end]]));
      const prefixed = tokenizer.encode(text, { addSpecialTokens: false, addPrefixSpace: true });
      expect([...prefixed.ids.slice(0, 4)], text).toEqual(ids_prefix);
    }
  });

  test("GPT-2's ids are the reference's on 200 texts", () => {
    const end = "<|endoftext|>"; // GPT-2 has one special token, which takes no white space
    const tokenizer = new RobertaTokenizer(
      { vocab: json("gpt2-encoder.json"), merges: merges() },
      {
        specialTokens: { bos: end, pad: end, eos: end, unk: end, mask: end },
        addedTokens: [{ content: end, stripLeft: false }],
      },
    );
    const all = cases("cases-gpt2.jsonl");
    expect(all).toHaveLength(200);
    for (const { text, ids } of all) {
      expect([...tokenizer.encode(text, { addSpecialTokens: false }).ids], text).toEqual(ids);
    }
  });

  test("LUKE's markers come after the vocabulary", () => {
    const tokenizer = new RobertaTokenizer({ vocab: json("roberta-vocab.json"), merges: merges() });
    expect(tokenizer.addTokens(["<ent>", "<ent2>"])).toEqual([50265, 50266]);
    expect([...tokenizer.encode("A, <mask> AllenNLP sentence.").ids]).toEqual([
      0, 250, 6, 50264, 3823, 487, 21992, 3645, 4, 2,
    ]);
  });
});

test("tokens and offsets are the reference's on texts made from the training oracle's", async () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
  const lines = read("../oracles/train-bpe.txt").split("\n").slice(0, -1);
  const tokenizer = new RobertaTokenizer(await trainByteLevelBpe(lines, { vocabSize: 501 }));
  tokenizer.addTokens(["<ent>", "<ent2>"]);
  const { cases }: { cases: [string, string[], number[]][] } = JSON.parse(
    read("../testdata/encode-bpe.json"),
  );
  expect(cases).toHaveLength(200);
  for (const [text, tokens, offsets] of cases) {
    const { ids, starts, ends } = tokenizer.encode(text, { addSpecialTokens: false });
    expect(
      Array.from(ids, (id) => tokenizer.tokenOf(id)),
      text,
    ).toEqual(tokens);
    const units = unitsOfCodePoints(text);
    tokens.forEach((token, index) => {
      // The reference counts the white space that <mask> takes as part of it.
      if (token !== "<mask>") expect(starts[index], text).toBe(units[offsets[2 * index]!]);
      expect(ends[index], text).toBe(units[offsets[2 * index + 1]!]);
    });
  }
});

describe("with a small vocabulary", () => {
  const make = () => new RobertaTokenizer(smallFiles);
  const tokensOf = (text: string, options = {}) => {
    const tokenizer = make();
    return Array.from(tokenizer.encode(text, options).ids, (id) => tokenizer.tokenOf(id));
  };

  test("an empty text is its two special tokens", () => {
    const { ids, starts, ends } = make().encode("");
    expect([[...ids], [...starts], [...ends]]).toEqual([
      [0, 2],
      [0, 0],
      [0, 0],
    ]);
    expect([...make().encode("", { addSpecialTokens: false, addPrefixSpace: true }).ids]).toEqual([]);
  });

  test("merges apply best first: low, er, Ġlow, Ġn ew are the rules of 'lower newer'", () => {
    expect(tokensOf("lower newer", { addSpecialTokens: false })).toEqual([
      "low",
      "er",
      "Ġ",
      "n",
      "e",
      "w",
      "er",
    ]);
    expect(tokensOf("lower", { addSpecialTokens: false, addPrefixSpace: true })).toEqual(["Ġlow", "er"]);
  });

  test("a token covers its text without the space in front, and part of a character covers all of it", () => {
    const { starts, ends } = make().encode("a 😀 low", { addSpecialTokens: false });
    // a | Ġ + four bytes of the emoji (2 units) | Ġlow
    expect([...starts]).toEqual([0, 2, 2, 2, 2, 2, 5]);
    expect([...ends]).toEqual([1, 2, 4, 4, 4, 4, 8]);
  });

  test("special tokens in the text are cut out, the longest first, and <mask> takes white space before it", () => {
    const tokenizer = make();
    tokenizer.addTokens(["<ent>", "<ent><ent>"]);
    const { ids, starts, ends } = tokenizer.encode("low\t <mask> <ent><ent><ent></s>", {
      addSpecialTokens: false,
    });
    expect(Array.from(ids, (id) => tokenizer.tokenOf(id))).toEqual([
      "low",
      "<mask>",
      "Ġ",
      "<ent><ent>",
      "<ent>",
      "</s>",
    ]);
    expect([...starts]).toEqual([0, 5, 12, 12, 22, 27]);
    expect([...ends]).toEqual([3, 11, 12, 22, 27, 31]);
  });

  test("white space is Unicode's: U+0085 is, U+FEFF is not", () => {
    // A run of white space leaves its last character to the next word.
    expect(tokensOf("a \u0085b", { addSpecialTokens: false })).toEqual(["a", "Ġ", "Â", "ħ", "b"]);
    expect(make().encode("a \ufeffb", { addSpecialTokens: false }).starts[1]).toBe(2);
  });

  test("a pair is <s> a </s></s> b </s>, each text with its own offsets", () => {
    const tokenizer = make();
    const { ids, starts, ends, pairStart } = tokenizer.encodePair("low", "er low");
    expect(Array.from(ids, (id) => tokenizer.tokenOf(id))).toEqual([
      "<s>",
      "low",
      "</s>",
      "</s>",
      "er",
      "Ġlow",
      "</s>",
    ]);
    expect(pairStart).toBe(4);
    expect([...starts]).toEqual([0, 0, 3, 0, 0, 3, 6]);
    expect([...ends]).toEqual([0, 3, 3, 0, 2, 6, 6]);
  });

  test("decoding gives the text back, with special tokens or without", () => {
    const tokenizer = make();
    tokenizer.addTokens(["<ent>"]);
    const { ids } = tokenizer.encode("low <ent> er");
    expect(tokenizer.decode(ids)).toBe("<s>low <ent> er</s>");
    expect(tokenizer.decode(ids, { skipSpecialTokens: true })).toBe("low  er");
    expect(tokenizer.decode(ids, { spacesBetweenAddedTokens: true })).toBe("<s>low  <ent>  er</s>");
  });

  test("an id outside the vocabulary cannot be decoded", () => {
    expect(() => make().decode([0, 9999])).toThrow("id 9999 at index 1");
  });

  test("any well-formed text survives encode and decode, and its tokens cover it in order", () => {
    const tokenizer = make();
    const text = fc.string({ unit: "grapheme", maxLength: 80 }).filter((t) => !/<|\s$/.test(t));
    fc.assert(
      fc.property(text, (value) => {
        const { ids, starts, ends } = tokenizer.encode(value, { addSpecialTokens: false });
        expect(tokenizer.decode(ids)).toBe(value);
        for (let index = 0; index < ids.length; index++) {
          expect(starts[index]).toBeLessThanOrEqual(ends[index]!);
          if (index > 0) expect(starts[index]).toBeGreaterThanOrEqual(starts[index - 1]!);
        }
        expect(ends.at(-1) ?? 0).toBeLessThanOrEqual(value.length);
      }),
    );
  });

  test("a lone surrogate is encoded as U+FFFD", () => {
    const tokenizer = make();
    expect(tokenizer.decode(tokenizer.encode("a\ud800b", { addSpecialTokens: false }).ids)).toBe("a\ufffdb");
  });

  test("a word of a million letters takes a moment, not forever", () => {
    const { ids } = make().encode("lower".repeat(200_000), { addSpecialTokens: false });
    expect(ids).toHaveLength(400_000);
  });
});

describe("bad files", () => {
  const codeOf = (make: () => unknown) => {
    try {
      make();
    } catch (error) {
      if (LukeError.isInstance(error)) return [error.code, error.message];
      throw error;
    }
    return undefined;
  };
  const { vocab, merges } = smallFiles;

  test("a malformed merge is named with its line", () => {
    for (const line of ["lo", "l o w", " o", "l ", "", "l  o"]) {
      const [code, message] = codeOf(() => new RobertaTokenizer({ vocab, merges: ["l o", line] })) ?? [];
      expect(code, line).toBe("TOK002");
      expect(message).toContain("line 2");
    }
    expect(codeOf(() => new RobertaTokenizer({ vocab, merges: ["中 o"] }))?.[0]).toBe("TOK003");
  });

  test("an id that is twice in use, or is none, is named with its tokens", () => {
    const [code, message] = codeOf(() => new RobertaTokenizer({ vocab: { ...vocab, zz: 5 }, merges })) ?? [];
    expect(code).toBe("TOK005");
    expect(message).toContain('id 5 belongs to both "\\"" and "zz"');
    for (const id of [-1, 1.5, Number.NaN, "7"]) {
      const bad = { ...vocab, zz: id as number };
      expect(codeOf(() => new RobertaTokenizer({ vocab: bad, merges }))?.[0]).toBe("TOK004");
    }
  });

  test("a missing special token is named with its role", () => {
    const { "<mask>": _, ...rest } = vocab;
    const [code, message] = codeOf(() => new RobertaTokenizer({ vocab: rest, merges })) ?? [];
    expect(code).toBe("TOK001");
    expect(message).toContain('"<mask>", wanted as its mask token');
    const added = new RobertaTokenizer(
      { vocab: rest, merges },
      { addedTokens: [{ content: "<mask>", id: 900 }] },
    );
    expect(added.maskId).toBe(900);
  });
});

/** Index in UTF-16 units of each code point of a text, and of its end. */
function unitsOfCodePoints(text: string): number[] {
  const units = [0];
  for (const character of text) units.push(units.at(-1)! + character.length);
  return units;
}
