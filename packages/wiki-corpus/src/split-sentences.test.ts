import fc from "fast-check";
import { expect, test } from "vitest";
import { splitSentences } from "./split-sentences.ts";

const sentences = (text: string, locale?: string) =>
  splitSentences(text, locale).map(({ start, end }) => text.slice(start, end));

test("no text has no sentences, and text without a stop has one", () => {
  expect(sentences("")).toEqual([]);
  expect(sentences("  ")).toEqual([]);
  expect(sentences(" a b ")).toEqual(["a b"]);
});

test("spans leave out the space between sentences", () => {
  expect(splitSentences("It rains. It  pours.  ")).toEqual([
    { start: 0, end: 9 },
    { start: 10, end: 20 },
  ]);
});

test("the space after a sentence is in no span, as in OpenNLP and not in ICU, the original's two splitters", () => {
  const text = "It is a city in western Europe. Its population, in the U.S. census of 1990, was five.";
  expect(splitSentences(text)).toEqual([
    { start: 0, end: 31 },
    { start: 32, end: text.length },
  ]);
});

test("abbreviations, initials and lower case do not end a sentence", () => {
  expect(sentences("Mr. Smith met J. R. R. Tolkien. They spoke of Dr. Who, e.g. Yahoo! is old.")).toEqual([
    "Mr. Smith met J. R. R. Tolkien.",
    "They spoke of Dr. Who, e.g. Yahoo! is old.",
  ]);
  expect(sentences("He left the U.S. Army. He went to the U.S. The end.")).toEqual([
    "He left the U.S. Army.",
    "He went to the U.S.",
    "The end.",
  ]);
});

test("numbers with a stop are ordinals where the language writes them so", () => {
  expect(sentences("Am 3. Oktober 1990. Danach nichts.", "de")).toEqual([
    "Am 3. Oktober 1990.",
    "Danach nichts.",
  ]);
  expect(sentences("It was number 3. October came.", "en")).toHaveLength(2);
});

test("quotes and brackets after a stop belong to the sentence it ends", () => {
  expect(sentences('"Stop!" (He did.) 「雨。」晴れ。')).toEqual([
    '"Stop!"',
    "(He did.)",
    "「雨。」",
    "晴れ。",
  ]);
});

test("spans are in order, trimmed, and hold everything but white space", () => {
  const text = fc
    .array(fc.constantFrom(". ", "? ", "a", "B", " ", "Dr. ", "\n", "。", '"', "3", "😀"))
    .map((x) => x.join(""));
  fc.assert(
    fc.property(text, (source) => {
      let last = 0;
      let kept = "";
      for (const { start, end } of splitSentences(source)) {
        expect(start).toBeGreaterThanOrEqual(last);
        kept += source.slice(start, end);
        expect(source.slice(start, end).trim()).toBe(source.slice(start, end));
        last = end;
      }
      expect(kept.replace(/\s/g, "")).toBe(source.replace(/\s/g, ""));
    }),
  );
});

test("a hundred thousand stops take linear time", () => {
  const start = process.cpuUsage();
  for (const unit of [".", ". ", '."', "a.b", "A. ", ".,"]) splitSentences(unit.repeat(100_000));
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(8000);
});
