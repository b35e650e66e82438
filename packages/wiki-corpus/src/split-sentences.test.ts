import { sharedPath } from "@lukejs/test-kit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseWikitext } from "./parse-wikitext.ts";
import { readDump } from "./read-dump.ts";
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

/** The table of the README: ends of sentences, and links that no end cuts. ICU here is without its list of abbreviations. */
test.skipIf(sharedPath("data/wiki") === undefined).each([
  ["en", 0.94, 0.98],
  ["it", 0.94, 0.98],
])(
  "on real %s paragraphs %f of ICU's ends are ours, %f of ours are ICU's, and fewer links are cut",
  async (language, ofIcu, ofOurs) => {
    const segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
    const counts = { icu: 0, ours: 0, both: 0, links: 0, cutByIcu: 0, cutByUs: 0 };
    for await (const page of readDump(sharedPath(`data/wiki/${language}wiki-real.xml.bz2`)!)) {
      if (page.namespace !== 0) continue;
      for (const { text, links } of parseWikitext(page.text, page.site)) {
        if (text.split(" ").length < 5) continue;
        const ours = splitSentences(text, language).map(({ end }) => end);
        const icu = [...segmenter.segment(text)].map(
          ({ index, segment }) => index + segment.trimEnd().length,
        );
        const icuEnds = new Set(icu);
        const numCut = (ends: readonly number[]) =>
          links.filter(({ start, end }) => ends.some((at) => at > start && at < end)).length;
        counts.icu += icu.length;
        counts.ours += ours.length;
        counts.both += ours.filter((end) => icuEnds.has(end)).length;
        counts.links += links.length;
        counts.cutByIcu += numCut(icu);
        counts.cutByUs += numCut(ours);
      }
    }
    if (process.env["SHOW_SENTENCES"] !== undefined) console.log(language, counts);
    expect(counts.both / counts.icu).toBeGreaterThanOrEqual(ofIcu);
    expect(counts.both / counts.ours).toBeGreaterThanOrEqual(ofOurs);
    expect(counts.cutByUs).toBeLessThan(counts.cutByIcu / 10);
  },
);
