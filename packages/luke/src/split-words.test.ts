import { splitWords } from "@lukejs/tasks";
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitSentences } from "./split-sentences.ts";

const words = (text: string) => splitWords(text).map(({ start, end }) => text.slice(start, end));

test("a text without words has none", () => {
  expect(words("")).toEqual([]);
  expect(words(" \n\t")).toEqual([]);
});

test("punctuation stands by itself", () => {
  expect(words("Rome, (Italy).")).toEqual(["Rome", ",", "(", "Italy", ")", "."]);
});

test("'s stands by itself, other apostrophes are part of a word", () => {
  expect(words("Ann's O’Brien, l'Aquila; the dogs'")).toEqual([
    ...["Ann", "'s", "O’Brien", ",", "l'Aquila", ";", "the", "dogs", "'"],
  ]);
});

test("numbers, hyphens and abbreviations stay whole", () => {
  expect(words("U.S. state-of-the-art 3.50 1,000 12:30 AT&T.")).toEqual([
    ...["U.S.", "state-of-the-art", "3.50", "1,000", "12:30", "AT&T", "."],
  ]);
});

test("letters with combining marks and astral characters are not cut", () => {
  expect(words("cafe\u0301 𝔘niv 😀")).toEqual(["cafe\u0301", "𝔘niv", "😀"]);
});

test("a script without spaces is cut into words", () => {
  expect(words("東京都に住む").length).toBeGreaterThan(1);
});

test("words and sentences are in order, hold every character that is no space, and no space around them", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      for (const split of [splitWords, splitSentences]) {
        let at = 0;
        for (const { start, end } of split(text)) {
          expect(text.slice(at, start).trim()).toBe("");
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
          at = end;
        }
        expect(text.slice(at).trim()).toBe("");
      }
    }),
  );
});

test("sentences end with a full stop or a line", () => {
  const text = "Ann lives in Oslo. She works there.\r\nA heading\n\nMore text";
  expect(splitSentences(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    ...["Ann lives in Oslo.", "She works there.", "A heading", "More text"],
  ]);
});
