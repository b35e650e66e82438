import fc from "fast-check";
import { expect, test } from "vitest";
import { smallFiles } from "../testdata/small-files.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";

const tokenizer = new RobertaTokenizer(smallFiles);
tokenizer.addTokens(["<ent>"]);

test("a character's token, a word's tokens and span, and a span's words", () => {
  // <s> low er Ġ n e w er , Ġlow </s>
  const text = "lower newer, low";
  const at = tokenizer.align(text, tokenizer.encode(text));
  expect([0, 2, 3, 5, 6, 11].map((offset) => at.tokenAt(offset))).toEqual([1, 1, 2, undefined, 4, 8]);
  expect(at.numWords).toBe(4);
  expect([0, 1, 2, 3].map((word) => text.slice(...at.spanOfWord(word)))).toEqual([
    "lower",
    "newer",
    ",",
    "low",
  ]);
  expect(at.tokensOfWord(1)).toEqual([4, 8]);
  expect(at.tokensOf(3, 7)).toEqual([2, 5]);
  expect(at.wordsOf(3, 7)).toEqual([0, 2]);
  expect([at.wordAt(5), at.wordAt(11)]).toEqual([undefined, 2]);
  expect(() => at.spanOfWord(4)).toThrow("There is no word 4: the text has 4");
});

test("a character of several tokens has the first of them, an added token is a word", () => {
  const text = "😀<ent>low";
  const at = tokenizer.align(text, tokenizer.encode(text));
  expect([at.tokenAt(0), at.tokenAt(1), at.tokensOf(0, 1)]).toEqual([1, 1, [1, 5]]);
  expect([0, 1, 2].map((word) => text.slice(...at.spanOfWord(word)))).toEqual(["😀", "<ent>", "low"]);
  expect(at.tokensOfWord(1)).toEqual([5, 6]);
});

test("each text of a pair has its own alignment, and a truncated text its tokens only", () => {
  const pair = tokenizer.encodePair("low er", "er low");
  expect(tokenizer.align("low er", pair).tokensOfWord(1)).toEqual([3, 4]);
  expect(tokenizer.align("er low", pair, true).tokensOfWord(1)).toEqual([7, 8]);
  const short = tokenizer.align("low er", tokenizer.encode("low er", { maxLength: 3 }));
  expect([short.tokensOfWord(0), short.tokenAt(4)]).toEqual([[1, 2], undefined]);
  const [first, end] = short.tokensOfWord(1);
  expect(first).toBe(end);
});

test("every character but white space has a token and a word, which agree", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
      const encoding = tokenizer.encode(text);
      const at = tokenizer.align(text, encoding);
      for (let offset = 0; offset < text.length; offset++) {
        if (/\p{White_Space}/u.test(text[offset]!)) continue;
        const word = at.wordAt(offset)!;
        const token = at.tokenAt(offset)!;
        const [first, end] = at.tokensOfWord(word);
        expect(token).toBeGreaterThanOrEqual(first);
        expect(token).toBeLessThan(end);
        expect(at.wordsOf(offset, offset + 1)).toEqual([word, word + 1]);
        expect(encoding.starts[token]).toBeLessThanOrEqual(offset);
        expect(encoding.ends[token]).toBeGreaterThan(offset);
      }
    }),
  );
});
