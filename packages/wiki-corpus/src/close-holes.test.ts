import { expect, test } from "vitest";
import { parseWikitext } from "./parse-wikitext.ts";

const texts = (wikitext: string) =>
  parseWikitext(wikitext).map(({ text, links }) => [
    text,
    ...links.map(({ start, end }) => text.slice(start, end)),
  ]);

test("brackets emptied by dropped templates go, and mentions after them keep their text", () => {
  expect(texts("Aristotle ({{IPAc-en|x}}; 384 BC) met [[Plato]]. A ({{x}}) [[b]] ({{y}}, ).")).toEqual([
    ["Aristotle (384 BC) met Plato. A b.", "Plato", "b"],
  ]);
});

test("brackets that a writer left empty stay, and so do those of a mention", () => {
  expect(texts("printf() or f () is [[a ()|b ()]].")).toEqual([["printf() or f () is b ().", "b ()"]]);
  expect(texts("{{x}} [[a|b ()]] [[c]] ()")).toEqual([["b () c", "b ()", "c"]]);
});
