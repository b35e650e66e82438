import fc from "fast-check";
import { expect, test } from "vitest";
import { endOfWord } from "./end-of-word.ts";

function words(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = endOfWord(text, at, text.length);
    found.push(text.slice(at, end));
    at = end;
  }
  return found;
}

/** GPT-2's published pattern, with Unicode's white space. */
const pattern =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

test("one worked example: contractions, numbers, runs of spaces", () => {
  expect(words("They've 12  cats!!\n\n 'tis O'Neil's 3rd…")).toEqual([
    ..."They|'ve| 12| | cats".split("|"),
    ...["!!", "\n\n", " '", "tis", " O", "'", "Neil", "'s", " 3", "rd", "…"],
  ]);
});

test("words are those of the published pattern, on any text", () => {
  const unit = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(..." \t\n\u0085\u00a0\ufeff'strevmldSA1½ⅧéЖ中😀😀!-.\u0301\u200d"),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }) },
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 40 }), (units) => {
      const text = units.join("");
      expect(words(text)).toEqual(text.match(pattern) ?? []);
    }),
    { numRuns: 500 },
  );
});

test("a text that stops within a pair of surrogates stops there", () => {
  expect(endOfWord("a😀", 1, 2)).toBe(2);
});
