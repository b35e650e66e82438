import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { endOfWord } from "./end-of-word.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";
import { trainByteLevelBpe } from "./train-byte-level-bpe.ts";

const lines = readFileSync(new URL("../oracles/train-bpe.txt", import.meta.url), "utf8").split("\n");
let tokenizer: RobertaTokenizer;
beforeAll(async () => {
  tokenizer = new RobertaTokenizer(await trainByteLevelBpe(lines, { vocabSize: 501 }));
});

/** Any string without lone surrogates: all planes, what the merges know, white space of every kind, special tokens. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom(...lines.flatMap((line) => line.split(/(?= )/)).filter((piece) => piece.length > 1)),
      fc.constantFrom(
        " ",
        "  ",
        "\t",
        "\n",
        "\u0085",
        "\u00a0",
        "\u2003",
        "\ufeff",
        "'s",
        "'ll",
        "'LL",
        "<s>",
        "<ma",
      ),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(""))
  // <mask> takes the white space before it, so that text does not come back.
  .filter((text) => !text.includes("<mask>"));

const encode = (text: string) => tokenizer.encode(text, { addSpecialTokens: false });

describe("for every string without lone surrogates", () => {
  test("decoding what was encoded gives it back", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tokenizer.decode(encode(text).ids)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test("offsets are ordered, cover all but spaces, and slice to what decoding the tokens gives", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { ids, starts, ends } = encode(text);
        let covered = 0;
        for (let from = 0; from < ids.length; ) {
          expect(starts[from]).toBeGreaterThanOrEqual(covered);
          expect(text.slice(covered, starts[from])).toMatch(/^ *$/);
          // Tokens that share a character are decoded together.
          let to = from + 1;
          while (to < ids.length && starts[to]! < ends[to - 1]!) {
            expect(starts[to]).toBeGreaterThanOrEqual(starts[to - 1]!);
            expect(ends[to]).toBeGreaterThanOrEqual(ends[to - 1]!);
            to += 1;
          }
          const decoded = tokenizer.decode(ids.subarray(from, to));
          expect(decoded.replace(/^ +| +$/g, "")).toBe(text.slice(starts[from], ends[to - 1]));
          covered = ends[to - 1]!;
          from = to;
        }
        expect(text.slice(covered)).toMatch(/^ *$/);
      }),
      { numRuns: 1000 },
    );
  });

  test("what is cut after a word that is not white space is encoded as it is in one piece", () => {
    const withoutSpecial = anyText.filter((text) => !/<\/?s>|<pad>|<unk>/.test(text));
    fc.assert(
      fc.property(withoutSpecial, fc.nat(), (text, pick) => {
        const ends = [0];
        while (ends.at(-1)! < text.length) ends.push(endOfWord(text, ends.at(-1)!, text.length));
        // A run of white space leaves its last character to what follows; cut off there, it would keep it.
        const cuts = ends.filter((end) => !/[\s\u0085]$/.test(text.slice(0, end)));
        const cut = cuts[pick % cuts.length]!;
        const [first, second, whole] = [encode(text.slice(0, cut)), encode(text.slice(cut)), encode(text)];
        expect([...first.ids, ...second.ids]).toEqual([...whole.ids]);
        expect([...first.starts, ...second.starts.map((start) => start + cut)]).toEqual([...whole.starts]);
        expect([...first.ends, ...second.ends.map((end) => end + cut)]).toEqual([...whole.ends]);
      }),
      { numRuns: 1000 },
    );
  });
});
